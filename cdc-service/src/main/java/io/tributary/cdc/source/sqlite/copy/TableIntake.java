package io.tributary.cdc.source.sqlite.copy;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.MappedTable;
import io.tributary.cdc.apply.convert.StoredRows;
import io.tributary.cdc.copy.FlowControl;
import io.tributary.cdc.copy.TableChunk;
import io.tributary.common.change.RowImage;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.ScannedRow;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.mapping.conversion.SourceValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and converts the rows of one table. Not thread-safe. */
final class TableIntake {
  private final ScannedTable scanned;
  private final MappedTable mapped;
  private final StoredRows stored;
  private final boolean quick;
  private final long position;
  private final SourceValue[] values;
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
    this.values = new SourceValue[scanned.columns().size()];
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
  boolean read(
      Connection file,
      TableChunk chunk,
      @Nullable List<SqliteValue> after,
      RowPiece piece,
      FlowControl flow)
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

  private void take(ScannedRow row, RowPiece piece, FlowControl flow) throws SQLException {
    // Held for the case of a refusal, rows are needed in their own form anyway.
    if (quick && !piece.keeping() && stored(row) && stored.convert(values, literals)) {
      flow.row(piece.add(TableIntake::none, literals));
      return;
    }
    RowImage image = image(row);
    ConvertedRow converted = mapped.convert(image, number(row), position);
    if (mapped.keysMayMeet()) {
      piece.claim(converted, image);
    } else {
      settle(converted, piece, flow);
    }
  }

  /** Adds a row that the slow way has accepted or refused. */
  void settle(ConvertedRow row, RowPiece piece, FlowControl flow) {
    if (row instanceof ConvertedRow.Refused refused) {
      piece.refuse(refused.refusal());
    } else if (row instanceof ConvertedRow.Accepted accepted) {
      String[] texts = accepted.row().values().toArray(literals);
      flow.row(piece.add(() -> accepted.source().row(), texts));
    }
  }

  private static RowImage none() {
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
        values[i] = new SourceValue.Text(text);
      } else {
        values[i] = number(value);
      }
    }
    return true;
  }

  private static SourceValue number(Object value) {
    if (value instanceof Long whole) {
      return new SourceValue.Whole(whole);
    }
    if (value instanceof Double real) {
      return new SourceValue.Real(real);
    }
    return value == null ? SourceValue.NULL : new SourceValue.Bytes((byte[]) value);
  }

  /** Tells rows with a NULL in their key apart; such tables are read in the order of rowids. */
  private static long number(ScannedRow row) throws SQLException {
    Object place = row.place().get(0).raw();
    return place instanceof Long rowid && rowid != 0 ? rowid : Long.MIN_VALUE;
  }

  /** The row as the stream would send it. */
  private RowImage image(ScannedRow row) throws SQLException {
    List<SqliteValue> exact = new ArrayList<>();
    for (int i = 0; i < scanned.columns().size(); i++) {
      exact.add(row.exact(i));
    }
    List<String> texts = new ArrayList<>();
    exact.forEach(value -> texts.add(value.literal()));
    return new RowImage(scanned.columns(), texts, scanned.storageClasses(exact));
  }
}
