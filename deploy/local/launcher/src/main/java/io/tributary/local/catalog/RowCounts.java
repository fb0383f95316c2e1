package io.tributary.local.catalog;

import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts the rows of small tables, and says the server's estimate of others. For one look. */
public final class RowCounts {
  /** Below it rows are counted and not estimated. */
  private static final long SMALL = 16L << 20;

  private static final long COUNT_SECONDS = 5;

  private final LookConnection database;
  private final long end;

  /** Counts for a few seconds; what is asked for later is estimated. */
  public RowCounts(LookConnection database) {
    this.database = database;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(COUNT_SECONDS);
  }

  /**
   * How many rows a table has.
   *
   * @param rows negative where nobody knows
   * @param counted whether they were counted, and not estimated
   * @param partitioned whether they are those of its partitions
   */
  public record RowCount(long rows, boolean counted, boolean partitioned) {

    /** For people. */
    public String display() {
      if (partitioned) {
        return "partitioned";
      }
      if (counted) {
        return String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows);
      }
      return rows < 0 ? "rows not counted" : String.format(Locale.ROOT, "about %,d rows", rows);
    }
  }

  /** The rows of a table. */
  public RowCount of(ServerTable table) {
    if (table.kind().equals("p")) {
      return new RowCount(-1, false, true);
    }
    if (table.bytes() < SMALL && System.nanoTime() < end) {
      try {
        String place = Sql.identifier(table.schema()) + "." + Sql.identifier(table.name());
        long rows = Long.parseLong(database.text("SELECT count(*) FROM " + place));
        return new RowCount(rows, true, false);
      } catch (SQLException e) {
        // The role may not read it, which preflight says with the statement that helps.
        return estimated(table);
      }
    }
    return estimated(table);
  }

  private static RowCount estimated(ServerTable table) {
    return new RowCount(table.estimate(), false, false);
  }
}
