package io.tributary.local.init.look;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.scan.ScannedRow;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.local.init.propose.ColumnTally;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.row.StoredValueText;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is stored in the rows of a table: in all of a small one, of a large one in rows from
 * ten places, since what an application writes changes with its versions. One use.
 */
final class SampledRows {
  /** More would not say more, and take longer than somebody waits. */
  static final long ROWS = 10_000;

  private static final int PLACES = 10;

  /** Rows may be long. */
  private static final long CHARACTERS = 16_000_000;

  private final Connection file;
  private final ScannedTable table;
  private final long end;
  private final Map<String, ColumnTally> tallies = new HashMap<>();
  private long read;
  private long characters;

  /**
   * A look.
   *
   * @param end by {@link System#nanoTime}, after which no further rows are read
   */
  SampledRows(Connection file, ScannedTable table, List<ColumnTally> columns, long end) {
    this.file = file;
    this.table = table;
    this.end = end;
    columns.forEach(tally -> tallies.put(tally.name(), tally));
  }

  /** Which rows were looked at, for people; empty where the time was over before the first. */
  String look() throws SQLException {
    boolean wide = table.cuts().column() != null && table.cuts().span(file) > ROWS;
    List<@Nullable String> bounds = new ArrayList<>();
    bounds.add(null);
    if (wide) {
      bounds.addAll(table.cuts().evenly(file, PLACES));
    }
    boolean whole = true;
    for (int i = 0; i < bounds.size(); i++) {
      String upper = i + 1 < bounds.size() ? bounds.get(i + 1) : null;
      whole &= range(bounds.get(i), upper, ROWS / bounds.size());
    }
    if (read == 0 && !whole) {
      return "";
    }
    String rows = String.format(Locale.ROOT, "%,d rows", read);
    return whole
        ? "all " + rows + " were looked at"
        : bounds.size() == 1
            ? "the first " + rows + " were looked at"
            : rows + " from " + bounds.size() + " places of the table were looked at";
  }

  /** Whether it came to the end. */
  private boolean range(@Nullable String lower, @Nullable String upper, long rows)
      throws SQLException {
    long before = read;
    return table.read(
        file,
        null,
        lower,
        upper,
        row -> {
          if (read - before >= rows || characters > CHARACTERS || System.nanoTime() > end) {
            return false;
          }
          add(row);
          read++;
          return true;
        });
  }

  private void add(ScannedRow row) throws SQLException {
    List<String> names = new ArrayList<>(table.columns());
    for (int i = 0; i < names.size(); i++) {
      SqliteValue value = row.exact(i);
      String literal = value.literal();
      characters += literal == null ? 0 : literal.length();
      ColumnTally tally = tallies.get(names.get(i));
      if (tally != null) {
        SourceValue stored = StoredValueText.read(literal, value.storage().label(), Affinity.BLOB);
        tally.add(stored);
      }
    }
  }
}
