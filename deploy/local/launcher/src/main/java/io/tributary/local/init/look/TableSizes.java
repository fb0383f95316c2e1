package io.tributary.local.init.look;

import io.tributary.common.sql.Sql;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.local.init.text.DraftTable;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts rows and pages of the tables of a file, as far as that is quick. One use. */
final class TableSizes {
  private static final long COUNT_MILLIS = 500;
  private static final String PAGES =
      "SELECT group_concat(name || char(31) || bytes, char(30)) FROM"
          + " (SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name)";

  private final SqliteReadSession session;
  private final Map<String, Vec0Table> vectors;
  private final long end;
  private final Map<String, Long> bytes;

  /**
   * A count.
   *
   * @param end by {@link System#nanoTime}, after which nothing is counted any more
   */
  TableSizes(SqliteReadSession session, Map<String, Vec0Table> vectors, long end) {
    this.session = session;
    this.vectors = vectors;
    this.end = end;
    this.bytes = pages(session);
  }

  DraftTable of(String table) throws SQLException {
    Vec0Table vector = vectors.get(table);
    String counted = vector == null ? table : vector.rowids();
    long millis = Math.min(COUNT_MILLIS, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    Optional<String> rows =
        millis > 0
            ? session.textWithin("SELECT count(*) FROM " + Sql.identifier(counted), millis)
            : Optional.empty();
    return new DraftTable(
        table,
        rows.map(TableSizes::rows).orElse("rows not counted, there are many"),
        bytes.getOrDefault(counted, -1L));
  }

  private static String rows(String count) {
    long rows = Long.parseLong(count);
    return String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows);
  }

  /** Empty where SQLite was built without the table that tells it. */
  private static Map<String, Long> pages(SqliteReadSession session) {
    Map<String, Long> pages = new HashMap<>();
    try {
      for (String line : session.textWithin(PAGES, COUNT_MILLIS).orElse("").split("\u001e")) {
        String[] parts = line.split("\u001f");
        if (parts.length == 2) {
          pages.put(parts[0], Long.parseLong(parts[1]));
        }
      }
    } catch (SQLException e) {
      return Map.of();
    }
    return pages;
  }
}
