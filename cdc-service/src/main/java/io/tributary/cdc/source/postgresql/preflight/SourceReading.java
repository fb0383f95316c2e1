package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.ServerReading;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.database.DatabaseSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reachable source with what most checks need.
 *
 * @param moving the source
 * @param topics give what is made at the source its names
 * @param query asks the source
 * @param all every table of its schemas that move
 */
public record SourceReading(
    MovingSource moving, TopicNames topics, DatabaseSession query, List<CatalogTable> all)
    implements ServerReading {

  private static final String SCHEMAS =
      """
      SELECT nspname FROM pg_catalog.pg_namespace
       WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1\
      """;
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname, c.oid::bigint, c.relkind = 'p', c.relpersistence = 'u',
             EXISTS (SELECT FROM pg_catalog.pg_index i
                      WHERE i.indrelid = c.oid AND i.indisprimary AND i.indimmediate
                        AND NOT i.indisexclusion),
             c.relreplident = 'f', r.rolname, pg_catalog.pg_has_role(c.relowner, 'USAGE'),
             rn.nspname, rc.relname,
             CASE c.relkind WHEN 'r' THEN pg_catalog.pg_total_relation_size(c.oid) ELSE 0 END
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
        LEFT JOIN pg_catalog.pg_class rc
          ON c.relispartition AND rc.oid = pg_catalog.pg_partition_root(c.oid)
        LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
       WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname = ANY (?)
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       ORDER BY 1, 2\
      """;

  public static SourceReading of(MovingSource moving, TopicNames topics, DatabaseSession query) {
    return new SourceReading(
        moving, topics, query, query.list(TABLES, SourceReading::table, (Object) moving.schemas()));
  }

  private static CatalogTable table(ResultSet row) throws SQLException {
    TableName name = new TableName(row.getString(1), row.getString(2));
    return new CatalogTable(
        name,
        row.getLong(3),
        row.getBoolean(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getBoolean(7),
        row.getString(8),
        row.getBoolean(9),
        row.getString(10) == null ? name : new TableName(row.getString(10), row.getString(11)),
        row.getLong(12));
  }

  Migration migration() {
    return moving.migration();
  }

  Source source() {
    return moving.source();
  }

  @Override
  public String subject() {
    return source().name();
  }

  @Override
  public String user() {
    return source().postgres().connection().user();
  }

  String database() {
    return source().postgres().connection().database();
  }

  /** The schemas that move. */
  String[] schemas() {
    return moving.schemas();
  }

  /** Whether a table moves. */
  boolean moves(TableName table) {
    return moving.moves(table);
  }

  /** What the migration file may name, by schema; only schemas that exist. */
  Map<String, List<String>> existing() {
    Map<String, List<String>> existing = new TreeMap<>();
    query.texts(SCHEMAS).forEach(schema -> existing.put(schema, new ArrayList<>()));
    all.forEach(
        table ->
            existing
                .computeIfAbsent(table.name().schema(), schema -> new ArrayList<>())
                .add(table.name().name()));
    return existing;
  }

  /** The tables that move. */
  Stream<CatalogTable> movingTables() {
    return all.stream().filter(table -> moves(table.name()));
  }

  /** The oids of the tables that move, for queries. */
  String[] movingOids() {
    return movingTables().map(table -> String.valueOf(table.oid())).toArray(String[]::new);
  }

  static String names(List<CatalogTable> tables) {
    return tables.stream().map(t -> t.name().display()).collect(Collectors.joining(", "));
  }
}
