package io.tributary.cdc.source.postgresql.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * About how many rows tables hold, without reading large ones: the statistics of analyzed tables,
 * the count of small ones that were never analyzed, the planner's guess of the others.
 */
record RowEstimate(Connection source) {
  private static final long COUNTED_PAGES = 1_000;

  /** Reading a few statistics must never hold up the start of a migration. */
  private static final int STATEMENT_SECONDS = 2;

  private static final String STATISTICS =
      """
      SELECT CASE WHEN c.relpages > 0 AND c.reltuples >= 0
                  THEN (c.reltuples / c.relpages * s.pages)::bigint END,
             s.pages
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN LATERAL (SELECT pg_catalog.pg_relation_size(c.oid)
                             / current_setting('block_size')::bigint AS pages) s
       WHERE n.nspname = ? AND c.relname = ?""";

  /** The sum of all tables. */
  long of(Collection<TableName> tables) throws SQLException {
    long rows = 0;
    try (PreparedStatement statistics = source.prepareStatement(STATISTICS)) {
      statistics.setQueryTimeout(STATEMENT_SECONDS);
      for (TableName table : tables) {
        statistics.setString(1, table.schema());
        statistics.setString(2, table.name());
        try (ResultSet row = statistics.executeQuery()) {
          if (row.next()) {
            Long known = row.getObject(1, Long.class);
            rows += known != null ? known : unanalyzed(table, row.getLong(2));
          }
        }
      }
    }
    return rows;
  }

  private long unanalyzed(TableName table, long pages) throws SQLException {
    if (pages == 0) {
      return 0;
    }
    String from = " FROM ONLY " + Sql.table(table);
    if (pages <= COUNTED_PAGES) {
      return Long.parseLong(one("SELECT count(*)" + from));
    }
    byte[] plan = one("EXPLAIN (FORMAT JSON) SELECT" + from).getBytes(StandardCharsets.UTF_8);
    return Json.read(plan, JsonNode.class).at("/0/Plan/Plan Rows").asLong();
  }

  private String one(String sql) throws SQLException {
    try (Statement statement = source.createStatement()) {
      statement.setQueryTimeout(STATEMENT_SECONDS);
      try (ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
