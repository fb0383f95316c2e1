package io.tributary.bench.stage;

import java.sql.SQLException;

/**
 * The table that all works use: a bigint key, uuid, text, jsonb, timestamptz and numeric, about 220
 * bytes a row. The rows of a number are the same at every call.
 *
 * @param rows how many; the row with the key 0 is one more, for marks
 */
public record ItemTable(int rows) {
  /** In both databases. */
  public static final String SCHEMA = "bench";

  /** With its schema. */
  public static final String NAME = SCHEMA + ".item";

  private static final String TABLE =
      "CREATE TABLE bench.item (id bigint PRIMARY KEY, token uuid NOT NULL, note text, detail jsonb"
          + " NOT NULL, at timestamptz NOT NULL, amount numeric(12,2) NOT NULL)";
  private static final String INDEX = "CREATE INDEX item_at ON bench.item (at)";

  /** The columns of a row whose key is {@code g}, as a select list. */
  public static final String ROW =
      "g, md5('token' || g)::uuid, repeat(md5('note' || g) || ' ', 2), jsonb_build_object('n', g,"
          + " 'tag', substr(md5('tag' || g), 1, 12)), timestamptz '2026-01-01 00:00:00+00' +"
          + " make_interval(secs => g * 7.000001), (g::bigint * 7919 % 10000000) / 100.0";

  private String template() {
    return "item_" + rows;
  }

  /** Makes a database with the table and its rows, quickly from the second time on. */
  public void create(BenchServer server, String database) throws SQLException {
    String there =
        server.query("postgres", "SELECT 1 FROM pg_database WHERE datname = '" + template() + "'");
    if (there.isEmpty()) {
      server.create(template());
      server.execute(
          template(),
          "CREATE SCHEMA bench",
          TABLE,
          "INSERT INTO bench.item SELECT " + ROW + " FROM generate_series(0, " + rows + ") g",
          INDEX,
          "VACUUM (FREEZE, ANALYZE) bench.item");
    }
    server.create(database, template());
  }

  /** Makes the empty table without its index. */
  public static void createEmpty(BenchServer server, String database) throws SQLException {
    server.create(database);
    server.execute(database, "CREATE SCHEMA bench", TABLE);
  }
}
