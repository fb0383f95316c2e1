package io.tributary.checks.existing;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.json.Json;
import io.tributary.common.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Columns of a table of the target whose values no two rows may share. Indexes over expressions or
 * over a part of the rows are not among them.
 *
 * @param columns in the order of their index
 * @param nullsAreEqual whether two rows may not share NULL either
 */
record UniqueColumns(List<String> columns, boolean nullsAreEqual) {
  /** Servers before 15 have no indexes in which NULL is a value like another. */
  private static final String INDEXES =
      """
      SELECT pg_catalog.jsonb_build_object(
               'columns', pg_catalog.jsonb_agg(a.attname ORDER BY n.place),
               'nulls', (SELECT coalesce((pg_catalog.to_jsonb(x) ->> 'indnullsnotdistinct')::bool, false)
                           FROM pg_catalog.pg_index x WHERE x.indexrelid = i.indexrelid))::text
        FROM pg_catalog.pg_index i
       CROSS JOIN LATERAL unnest((i.indkey::int2[])[0:i.indnkeyatts - 1])
                          WITH ORDINALITY AS n (attnum, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = n.attnum
       WHERE i.indrelid = %d AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
         AND i.indexprs IS NULL
       GROUP BY i.indexrelid ORDER BY 1""";

  UniqueColumns {
    columns = List.copyOf(columns);
  }

  /** Those of a table, but for its key. */
  static List<UniqueColumns> besideTheKey(DdlTarget target, ExistingTable table) {
    List<UniqueColumns> found = new ArrayList<>();
    for (String text : target.texts(INDEXES.formatted(table.oid()))) {
      JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
      List<String> columns = new ArrayList<>();
      json.get("columns").forEach(name -> columns.add(name.asText()));
      if (!List.copyOf(columns).equals(table.key())) {
        found.add(new UniqueColumns(columns, json.get("nulls").asBoolean()));
      }
    }
    return found;
  }

  /** Whether two rows share the values. */
  String same(String one, String other) {
    return columns.stream()
        .map(Sql::identifier)
        .map(
            column ->
                "%s.%s %s %s.%s"
                    .formatted(
                        one, column, nullsAreEqual ? "IS NOT DISTINCT FROM" : "=", other, column))
        .collect(Collectors.joining(" AND "));
  }
}
