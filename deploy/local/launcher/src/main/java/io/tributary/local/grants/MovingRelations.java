package io.tributary.local.grants;

import static java.util.stream.Collectors.joining;

import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A query for the tables and sequences of a source that move, as its migration file says. */
final class MovingRelations {
  /** Sequences that a table owns move with it. */
  private static final String FROM =
      """
      FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
            LEFT JOIN pg_catalog.pg_depend d
              ON c.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
             AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
            LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
           WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence <> 't'
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                              WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid
                                AND e.deptype = 'e')
             AND (%s)""";

  private MovingRelations() {}

  /** From FROM to WHERE; {@code n} is the schema, {@code c} the relation, {@code r} its owner. */
  static String of(Source source) {
    return FROM.formatted(
        source.schemas().stream()
            .map(MovingRelations::mapping)
            .collect(joining("\n              OR ")));
  }

  private static String mapping(SchemaMapping mapping) {
    String schema = "n.nspname = " + Sql.literal(mapping.from());
    String tables = tables(mapping);
    return tables.isEmpty()
        ? schema
        : schema + " AND (c.relkind = 'S' AND t.oid IS NULL OR " + tables + ")";
  }

  private static String tables(SchemaMapping mapping) {
    List<String> rules = new ArrayList<>();
    if (!mapping.include().isEmpty()) {
      rules.add(any(mapping.include().stream().map(MovingRelations::like)));
    }
    if (!mapping.exclude().isEmpty()) {
      rules.add("NOT " + any(mapping.exclude().stream().map(MovingRelations::like)));
    }
    String ruled = String.join(" AND ", rules);
    return ruled.isEmpty() || mapping.tables().isEmpty()
        ? ruled
        : any(
            Stream.concat(
                mapping.tables().keySet().stream().sorted().map(MovingRelations::is),
                Stream.of(ruled)));
  }

  private static String any(Stream<String> conditions) {
    return "(" + conditions.collect(joining(" OR ")) + ")";
  }

  private static String is(String table) {
    return "coalesce(t.relname, c.relname) = " + Sql.literal(table);
  }

  /** A pattern of the file as LIKE takes it. */
  private static String like(String pattern) {
    String escaped = pattern.replaceAll("[!%_]", "!$0").replace('*', '%').replace('?', '_');
    return "coalesce(t.relname, c.relname) LIKE " + Sql.literal(escaped) + " ESCAPE '!'";
  }
}
