package io.tributary.cdc.filecopy;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.StoredRows;
import io.tributary.cdc.copy.Chunk;
import io.tributary.cdc.copy.Flow;
import io.tributary.common.change.Row;
import io.tributary.common.convert.Stored;
import io.tributary.connect.sqlite.ScannedRow;
import io.tributary.connect.sqlite.ScannedTable;
import io.tributary.connect.sqlite.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads and converts the rows of one table. One thread. */
final class TableIntake {
  private final ScannedTable scanned;
  private final MappedTable mapped;
  private final StoredRows stored;
  private final boolean quick;
  private final long position;
  private final Stored[] values;
  private final String[] literals;

  /**
   * @param position of the stream's start
   */
  TableIntake(ScannedTable scanned, MappedTable mapped, long position) {
    this.scanned = scanned;
    this.mapped = mapped;
    this.position = position;
    this.stored = mapped.stored(scanned.columns());
    this.quick = scanned.storedAsSent() && !mapped.keysMayMeet();
    this.values = new Stored[scanned.columns().size()];
    this.literals = new String[stored.columns().size()];
  }

  MappedTable mapped() {
    return mapped;
  }

  /** The columns of the target that are written. */
  List<String> columns() {
    return stored.columns();
  }

  /**
   * Fills a piece.
   *
   * @param after the place behind which to go on in the chunk, null to begin
   * @return whether it was read to its end
   */
  boolean read(Connection file, Chunk chunk, List<Value> after, Piece piece, Flow flow)
      throws SQLException {
    return scanned.read(
        file,
        after,
        chunk.lower(),
        chunk.upper(),
        row -> {
          take(row, piece, flow);
          boolean more = !piece.full();
          if (!more) {
            piece.endsAt(row.place());
          }
          return more;
        });
  }

  private void take(ScannedRow row, Piece piece, Flow flow) throws SQLException {
    // Held for the case of a refusal, rows are needed in their own form anyway.
    if (quick && !piece.keeping() && stored(row) && stored.convert(values, literals)) {
      flow.row(piece.add(TableIntake::none, literals));
      return;
    }
    Row image = image(row);
    Converted converted = mapped.convert(image, number(row), position);
    if (mapped.keysMayMeet()) {
      piece.claim(converted, image);
    } else if (converted.refusal() != null) {
      piece.refuse(converted.refusal());
    } else {
      add(converted, piece, flow);
    }
  }

  /** Adds a row that the slow way has accepted. */
  void add(Converted row, Piece piece, Flow flow) {
    String[] texts = row.row().values().toArray(literals);
    flow.row(piece.add(() -> row.change().after(), texts));
  }

  private static Row none() {
    throw new IllegalStateException("the rows of this piece are not held");
  }

  /** Takes the values as they are stored; false where one of them is not what it looks like. */
  private boolean stored(ScannedRow row) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = row.stored(i);
      if (value instanceof String text) {
        if (text.indexOf('\uFFFD') >= 0 || text.indexOf('\0') >= 0) {
          return false;
        }
        values[i] = new Stored.Text(text);
      } else {
        values[i] = number(value);
      }
    }
    return true;
  }

  private static Stored number(Object value) {
    if (value instanceof Long whole) {
      return new Stored.Whole(whole);
    }
    if (value instanceof Double real) {
      return new Stored.Real(real);
    }
    return value == null ? Stored.NULL : new Stored.Bytes((byte[]) value);
  }

  /** Tells rows with a NULL in their key apart; such tables are read in the order of rowids. */
  private static long number(ScannedRow row) throws SQLException {
    Object place = row.place().get(0).raw();
    return place instanceof Long rowid && rowid != 0 ? rowid : Long.MIN_VALUE;
  }

  /** The row as the stream would send it. */
  private Row image(ScannedRow row) throws SQLException {
    List<Value> exact = new ArrayList<>();
    for (int i = 0; i < scanned.columns().size(); i++) {
      exact.add(row.exact(i));
    }
    List<String> texts = new ArrayList<>();
    exact.forEach(value -> texts.add(value.literal()));
    return new Row(scanned.columns(), texts, scanned.storageClasses(exact));
  }
}
