package io.tributary.files.sqlite.scan;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the scan of a table can be cut into ranges: before literals of the first term that it is
 * ordered by.
 */
public final class ScanCuts {
  private final CaptureTable table;

  ScanCuts(CaptureTable table) {
    this.table = table;
  }

  /** The name of what is cut; null for a table that is read as a whole. */
  public @Nullable String column() {
    if (table.vectors().isPresent()) {
      return null;
    }
    return table.rowid() == null ? table.key().columns().get(0) : table.rowid();
  }

  /** Whether the table has a row. */
  public boolean any(Connection file) throws SQLException {
    return SqliteSession.on(file)
        .number("SELECT 1 FROM " + table.relation().from() + " LIMIT 1")
        .isPresent();
  }

  /** How many rowids there are between the first and the last; 0 without rowids or rows. */
  public long span(Connection file) throws SQLException {
    if (table.vectors().isPresent()) {
      return 0;
    }
    Optional<Long> first = end(file, "min");
    Optional<Long> last = end(file, "max");
    if (first.isEmpty() || last.isEmpty()) {
      return 0;
    }
    BigInteger span = BigInteger.valueOf(last.get()).subtract(BigInteger.valueOf(first.get()));
    return span.bitLength() < Long.SIZE - 1 ? span.longValue() + 1 : Long.MAX_VALUE;
  }

  /**
   * Literals between which there are about as many rowids each, fewer than asked for where there
   * are not so many.
   *
   * @param ranges how many ranges are wanted
   */
  public List<String> evenly(Connection file, int ranges) throws SQLException {
    BigInteger first = BigInteger.valueOf(end(file, "min").orElse(0L));
    BigInteger span = BigInteger.valueOf(span(file));
    List<String> bounds = new ArrayList<>();
    for (int i = 1; i < ranges; i++) {
      BigInteger step = span.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(ranges));
      bounds.add(first.add(step).toString());
    }
    return bounds.stream().distinct().filter(bound -> !bound.equals(first.toString())).toList();
  }

  /** Literals between which there are so many rows; reads the whole table. */
  public List<String> everySo(Connection file, long rows) throws SQLException {
    SqliteSession sqlite = SqliteSession.on(file);
    String term = table.relation().scanOrder().get(0);
    String from = " FROM " + table.relation().from() + " AS t";
    String order = " ORDER BY " + term + " LIMIT 1 OFFSET " + rows;
    List<String> bounds = new ArrayList<>();
    Optional<String> bound = sqlite.text("SELECT quote(" + term + ")" + from + order);
    while (bound.isPresent()) {
      bounds.add(bound.get());
      bound =
          sqlite.text(
              "SELECT quote(" + term + ")" + from + " WHERE " + term + " > " + bound.get() + order);
    }
    return bounds;
  }

  private Optional<Long> end(Connection file, String function) throws SQLException {
    if (table.rowid() == null) {
      return Optional.empty();
    }
    String rowid = "t." + SqliteNames.quote(table.rowid());
    return SqliteSession.on(file)
        .number("SELECT " + function + "(" + rowid + ") FROM " + table.relation().from() + " AS t");
  }
}
