package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.copy.ChunkBounds;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.ValueSettings;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One connection to the source, and what the copy asks there. Not thread-safe. */
final class CopySession implements AutoCloseable {
  /** How values are printed, and that nothing but the copy itself ends a long read. */
  private static final String SETTINGS =
      ValueSettings.SQL
          + """
      SET search_path = pg_catalog; SET statement_timeout = 0; SET idle_session_timeout = 0;
      SET idle_in_transaction_session_timeout = 0; SET row_security = off; SET max_parallel_workers_per_gather = 0; SET jit = off""";

  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, c.oid::bigint, pg_catalog.pg_table_size(c.oid),
             pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint,
             CASE WHEN c.relpages > 0 AND c.reltuples >= 0
                  THEN (c.reltuples / c.relpages * pg_catalog.pg_relation_size(c.oid)
                        / current_setting('block_size')::bigint)::bigint ELSE -1 END,
             k.attname, k.type, coalesce(k.sorted, false)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN unnest(?::text[], ?::text[]) AS wanted(schema, name)
          ON wanted.schema = n.nspname AND wanted.name = c.relname
        LEFT JOIN LATERAL (
          SELECT a.attname, pg_catalog.format_type(a.atttypid, -1) AS type,
                 t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b' AS sorted
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            JOIN pg_catalog.pg_am m ON m.oid = x.relam
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
           WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate AND i.indisvalid
             AND i.indpred IS NULL AND i.indexprs IS NULL AND m.amname = 'btree'
             AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_attribute o
                    WHERE o.attrelid = c.oid AND NOT o.attnotnull
                      AND o.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
           ORDER BY NOT i.indisprimary, NOT i.indisreplident, i.indnkeyatts, x.relname
           LIMIT 1) k ON true
       WHERE c.relkind = 'r'
       ORDER BY pg_catalog.pg_table_size(c.oid) DESC, n.nspname, c.relname""";

  private static final String COLUMNS =
      """
      SELECT a.attrelid::bigint, a.attname, a.atttypid::bigint
        FROM pg_catalog.pg_attribute a
       WHERE a.attrelid = ANY (?::bigint[]::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attgenerated = ''
       ORDER BY a.attrelid, a.attnum""";

  private static final String SAMPLE =
      """
      WITH s AS (
        SELECT %1$s AS k, row_number() OVER (ORDER BY t.ctid) AS place,
               row_number() OVER (ORDER BY %1$s) AS rank
          FROM ONLY %2$s t TABLESAMPLE SYSTEM (%3$s))
      SELECT coalesce((SELECT corr(place, rank) FROM s), 0),
             (SELECT percentile_disc(?::float8[]) WITHIN GROUP (ORDER BY k) FROM s)::text[]""";

  /** Pages that tell enough of a table's keys. */
  private static final double SAMPLED_PAGES = 400;

  private static final String MARK =
      "SELECT pg_catalog.pg_logical_emit_message(true, 'tributary.copied', '')";

  private final Source source;
  private final Connection connection;

  CopySession(Databases databases, Source source) {
    this.source = source;
    this.connection = databases.open(source.postgres().connection());
    run(SETTINGS);
  }

  Connection jdbc() {
    return connection;
  }

  /** The tables, the largest first. */
  List<CopiedTable> tables(Collection<TableName> names) {
    try (PreparedStatement query = connection.prepareStatement(TABLES)) {
      query.setArray(1, texts(names.stream().map(TableName::schema).toList()));
      query.setArray(2, texts(names.stream().map(TableName::name).toList()));
      Map<Long, List<CopiedTable.Column>> columns = new HashMap<>();
      List<Long> oids = new ArrayList<>();
      List<CopiedTable> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          oids.add(row.getLong(3));
          found.add(
              new CopiedTable(
                  new TableName(row.getString(1), row.getString(2)),
                  List.of(),
                  row.getString(7),
                  row.getString(8),
                  row.getBoolean(9),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6)));
        }
      }
      columns.putAll(columns(oids));
      return IntStream.range(0, found.size())
          .mapToObj(i -> found.get(i).with(columns.getOrDefault(oids.get(i), List.of())))
          .toList();
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  private Map<Long, List<CopiedTable.Column>> columns(List<Long> oids) throws SQLException {
    Map<Long, List<CopiedTable.Column>> found = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setArray(1, connection.createArrayOf("int8", oids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found
              .computeIfAbsent(row.getLong(1), oid -> new ArrayList<>())
              .add(new CopiedTable.Column(row.getString(2), row.getLong(3)));
        }
      }
    }
    return found;
  }

  /** Keys that cut a table into chunks of about the same size, from a sample of its pages. */
  ChunkBounds cuts(CopiedTable table, int wanted, int workers) {
    if (wanted <= 1) {
      return ChunkBounds.none();
    }
    double percent = Math.min(100, 100 * Math.max(SAMPLED_PAGES, 20.0 * wanted) / table.pages());
    String sql = SAMPLE.formatted(Sql.identifier(table.key()), Sql.table(table.name()), percent);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      Double[] places =
          IntStream.range(1, wanted).mapToObj(i -> (double) i / wanted).toArray(Double[]::new);
      query.setArray(1, connection.createArrayOf("float8", places));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        Array keys = row.getArray(2);
        List<String> bounds = keys == null ? List.of() : List.of((String[]) keys.getArray());
        return new ChunkBounds(bounds)
            .thinnedTo(ChunkBounds.made(wanted, row.getDouble(1), workers));
      }
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  /**
   * A position behind everything that this connection can see now. A mark of ours is written behind
   * it, so that the stream passes it also when nobody else writes.
   */
  long position() {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint")) {
      row.next();
      long position = row.getLong(1);
      run(MARK);
      return position;
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  private void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }

  private Array texts(List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }
}
