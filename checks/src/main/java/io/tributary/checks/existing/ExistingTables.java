package io.tributary.checks.existing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the tables of the target that a source fills, in the open transaction.
 *
 * @param target the transaction
 * @param source whose tables
 */
public record ExistingTables(DdlTarget target, Source source) {
  private static final String TABLE =
      """
      SELECT pg_catalog.jsonb_build_object(
               'oid', c.oid::bigint, 'partitioned', c.relkind = 'p',
               'owner', pg_catalog.pg_get_userbyid(c.relowner),
               'usable', pg_catalog.pg_has_role(c.relowner, 'USAGE'),
               'keys', (SELECT pg_catalog.jsonb_agg(k.names) FROM (
                          SELECT pg_catalog.jsonb_agg(a.attname) AS names
                            FROM pg_catalog.pg_index i
                           CROSS JOIN LATERAL unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) AS n (attnum)
                            LEFT JOIN pg_catalog.pg_attribute a
                              ON a.attrelid = c.oid AND a.attnum = n.attnum
                           WHERE i.indrelid = c.oid AND i.indisunique AND i.indimmediate
                             AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                           GROUP BY i.indexrelid) k))::text
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = %s AND c.relname = %s AND c.relkind IN ('r', 'p')""";

  /** Those of the mapped tables that are there, with their rows counted. */
  public List<ExistingTable> read(List<TableMapping> mappings) {
    List<ExistingTable> found = new ArrayList<>();
    for (TableMapping mapping : mappings) {
      one(mapping).ifPresent(found::add);
    }
    return found;
  }

  private Optional<ExistingTable> one(TableMapping mapping) {
    TableName table = mapping.target();
    String sql = TABLE.formatted(Sql.literal(table.schema()), Sql.literal(table.name()));
    return target.texts(sql).stream().findFirst().map(json -> table(mapping, json));
  }

  private ExistingTable table(TableMapping mapping, String text) {
    JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    List<String> key =
        mapping.key().stream()
            .flatMap(name -> mapping.column(name).map(ColumnMapping::target).stream())
            .toList();
    String name = mapping.source().name();
    boolean partitioned = json.get("partitioned").asBoolean();
    String from = (partitioned ? "" : "ONLY ") + Sql.table(mapping.target());
    boolean usable = json.get("usable").asBoolean();
    // Nothing can be done with a table that may not be used, which is said of it.
    long rows = usable ? Long.parseLong(target.texts("SELECT count(*) FROM " + from).get(0)) : 0;
    return new ExistingTable(
        mapping.target(),
        name,
        source.converted().table(name).existingRows(),
        json.get("oid").asLong(),
        partitioned,
        rows,
        json.get("owner").asText(),
        usable,
        key,
        key.size() == mapping.key().size() && isUnique(json.get("keys"), key));
  }

  private static boolean isUnique(JsonNode keys, List<String> wanted) {
    for (JsonNode key : keys == null ? Json.mapper().createArrayNode() : keys) {
      Set<String> names = new HashSet<>();
      key.forEach(name -> names.add(name.asText()));
      if (names.equals(Set.copyOf(wanted))) {
        return true;
      }
    }
    return false;
  }
}
