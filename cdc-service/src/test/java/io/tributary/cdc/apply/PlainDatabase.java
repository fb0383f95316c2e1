package io.tributary.cdc.apply;

import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of a test, asked and changed by plain SQL, past everything that is tested. */
final class PlainDatabase implements AutoCloseable {
  private final PostgresServer server;
  private final String name;

  PlainDatabase(PostgresServer server, String name) {
    this.server = server;
    this.name = name;
    server.createDatabase(name);
  }

  /** Runs statements, each in a transaction of its own. */
  void run(String... statements) {
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", statements), e);
    }
  }

  /** Runs statements in one transaction. */
  void runTogether(String... statements) {
    run("BEGIN; " + String.join("; ", statements) + "; COMMIT");
  }

  /** Rows of a query, columns joined by a bar. */
  List<String> rows(String sql) {
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> out = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        out.add(String.join("|", cells));
      }
      return out;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Columns by name with type, NOT NULL and default, then the rows, then the indexes. */
  List<String> content(String schema, String table) {
    String columns =
        """
        SELECT a.attname, regexp_replace(format_type(a.atttypid, a.atttypmod), '^app\\.', ''),
               a.attnotnull, regexp_replace(pg_get_expr(d.adbin, d.adrelid), '::app\\.', '::')
          FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE a.attrelid = '%s.%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
         ORDER BY a.attname COLLATE "C\""""
            .formatted(schema, table);
    List<String> out = new ArrayList<>(rows(columns));
    List<String> names = out.stream().map(c -> '"' + c.substring(0, c.indexOf('|')) + '"').toList();
    out.addAll(
        rows(
            "SELECT %s FROM %s.%s ORDER BY ROW(%s)::text COLLATE \"C\""
                .formatted(String.join(",", names), schema, table, String.join(",", names))));
    out.addAll(
        rows(
            "SELECT indexname FROM pg_indexes WHERE schemaname = '%s' AND tablename = '%s' ORDER BY 1"
                .formatted(schema, table)));
    return out;
  }

  @Override
  public void close() {
    server.dropDatabase(name);
  }
}
