package io.tributary.cdc.source.postgresql.copy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.tributary.cdc.copy.ChunkBounds;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.DatabaseSession;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One connection to the source, and what the copy asks there. Not thread-safe. */
final class CopySession implements AutoCloseable {
  /** How values are printed, and that nothing but the copy itself ends a long read. */
  private static final String SETTINGS =
      ValueSettings.SQL
          + """
          SET statement_timeout = 0; SET idle_session_timeout = 0;
          SET idle_in_transaction_session_timeout = 0; SET row_security = off; SET max_parallel_workers_per_gather = 0; SET jit = off\
          """;

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
                    WHERE o.attrelid = c.oid
                      AND (NOT o.attnotnull OR EXISTS (
                            SELECT FROM pg_catalog.pg_constraint v
                             WHERE v.conrelid = c.oid AND v.contype = 'n' AND NOT v.convalidated
                               AND v.conkey[1] = o.attnum))
                      AND o.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
           ORDER BY NOT i.indisprimary, NOT i.indisreplident, i.indnkeyatts, x.relname
           LIMIT 1) k ON true
       WHERE c.relkind = 'r'
       ORDER BY pg_catalog.pg_table_size(c.oid) DESC, n.nspname, c.relname\
      """;

  private static final String COLUMNS =
      """
      SELECT a.attrelid::bigint, a.attname, a.atttypid::bigint
        FROM pg_catalog.pg_attribute a
       WHERE a.attrelid = ANY (?::bigint[]::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attgenerated = ''
       ORDER BY a.attrelid, a.attnum\
      """;

  private static final String SAMPLE =
      """
      WITH s AS (
        SELECT %1$s AS k, row_number() OVER (ORDER BY t.ctid) AS place,
               row_number() OVER (ORDER BY %1$s) AS rank
          FROM ONLY %2$s t TABLESAMPLE SYSTEM (%3$s))
      SELECT coalesce((SELECT corr(place, rank) FROM s), 0),
             (SELECT percentile_disc(?::float8[]) WITHIN GROUP (ORDER BY k) FROM s)::text[]\
      """;

  /** Pages that tell enough of a table's keys. */
  private static final double SAMPLED_PAGES = 400;

  private static final String POSITION =
      "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";
  private static final String MARK =
      "SELECT pg_catalog.pg_logical_emit_message(true, 'tributary.copied', '')";

  /** A chunk's first row may take its time. */
  private static final Duration LIMIT = Duration.ofHours(1);

  private final DatabaseSession session;

  CopySession(Databases databases, Source source) {
    this.session = databases.open(source.postgres().connection());
    session.answerWithin(LIMIT);
    session.run(SETTINGS);
  }

  /** The driver's connection, over which rows flow. */
  Connection jdbc() {
    return session.connection();
  }

  /** The tables, the largest first. */
  List<CopiedTable> tables(Collection<TableName> names) {
    Map<Long, CopiedTable> found = new LinkedHashMap<>();
    session
        .list(
            TABLES,
            row -> Map.entry(row.getLong(3), table(row)),
            names.stream().map(TableName::schema).toArray(String[]::new),
            names.stream().map(TableName::name).toArray(String[]::new))
        .forEach(table -> found.put(table.getKey(), table.getValue()));
    Map<Long, List<CopiedTable.Column>> columns =
        session
            .list(
                COLUMNS,
                row ->
                    Map.entry(
                        row.getLong(1), new CopiedTable.Column(row.getString(2), row.getLong(3))),
                (Object) found.keySet().toArray(Long[]::new))
            .stream()
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    return found.entrySet().stream()
        .map(table -> table.getValue().with(columns.getOrDefault(table.getKey(), List.of())))
        .toList();
  }

  private static CopiedTable table(ResultSet row) throws SQLException {
    return new CopiedTable(
        new TableName(row.getString(1), row.getString(2)),
        List.of(),
        row.getString(7),
        row.getString(8),
        row.getBoolean(9),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6));
  }

  /** Keys that cut a table into chunks of about the same size, from a sample of its pages. */
  ChunkBounds cuts(CopiedTable table, int wanted, int workers) {
    if (wanted <= 1) {
      return ChunkBounds.none();
    }
    double percent = Math.min(100, 100 * Math.max(SAMPLED_PAGES, 20.0 * wanted) / table.pages());
    String sql = SAMPLE.formatted(Sql.identifier(table.key()), Sql.table(table.name()), percent);
    Double[] places =
        IntStream.range(1, wanted).mapToObj(i -> (double) i / wanted).toArray(Double[]::new);
    return session
        .first(
            sql,
            row -> {
              Array keys = row.getArray(2);
              List<String> bounds = keys == null ? List.of() : List.of((String[]) keys.getArray());
              return new ChunkBounds(bounds)
                  .thinnedTo(ChunkBounds.made(wanted, row.getDouble(1), workers));
            },
            (Object) places)
        .orElseThrow();
  }

  /**
   * A position behind everything that this connection can see now. A mark of ours is written behind
   * it, so that the stream passes it also when nobody else writes.
   */
  long position() {
    long position = session.number(POSITION);
    session.text(MARK);
    return position;
  }

  @Override
  public void close() {
    session.close();
  }
}
