package io.tributary.checks.targetschema;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses tables whose names something in the target has already, in schemas that may hold
 * something before. Tables that a DDL file makes are seen when it is tried, and those that the
 * application has made are filled.
 */
public final class FreeNames {
  private static final PreflightCode CODE = PreflightCode.TARGET_NAMES;
  private static final int SHOWN = 10;

  /**
   * A table needs its name among the relations of its schema and, for its rows, among the types.
   */
  private static final String TAKEN =
      """
      SELECT format('%%I.%%I (%%s)', n.nspname, wanted.name, taken.kind)
        FROM (VALUES %s) AS wanted (schema, name)
        JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema
       CROSS JOIN LATERAL (
             SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                      WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence'
                      WHEN 'c' THEN 'type' WHEN 'f' THEN 'foreign table' ELSE 'table' END
               FROM pg_catalog.pg_class c
              WHERE c.relnamespace = n.oid AND c.relname = wanted.name
              UNION
             SELECT 'type' FROM pg_catalog.pg_type t
              WHERE t.typnamespace = n.oid AND t.typname = wanted.name AND t.typrelid = 0
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
             ) AS taken (kind)
       ORDER BY 1""";

  private static final String STATE_EXISTS =
      "SELECT to_regclass('tributary.preparation') IS NOT NULL";

  /** From then on the source's names are its own. */
  private static final String PLANNED =
      "SELECT item FROM tributary.preparation WHERE migration = %s AND source = %s AND item ="
          + " 'schema.plan'";

  private FreeNames() {}

  /**
   * Every outcome; in an open transaction of the target.
   *
   * @param moving the tables of each source that move, by its name; sources that are not in it are
   *     not looked at
   */
  public static List<PreflightCheck> look(
      DdlTarget target, Migration migration, Map<String, ? extends Collection<TableName>> moving) {
    List<PreflightCheck> found = new ArrayList<>();
    for (Source source : migration.sources()) {
      Collection<TableName> tables = moving.get(source.name());
      if (tables != null && !intoGivenTables(source)) {
        List<String> taken = taken(target, migration, source, tables);
        if (!taken.isEmpty() && !isPlanned(target, migration, source)) {
          found.add(refused(source, taken));
        }
      }
    }
    return found.isEmpty()
        ? List.of(CODE.passed(FreeSchemas.SUBJECT, "The names that the migration makes are free."))
        : found;
  }

  private static boolean intoGivenTables(Source source) {
    return source.kind() == SourceKind.SQLITE && source.converted().intoGivenTables();
  }

  private static List<String> taken(
      DdlTarget target, Migration migration, Source source, Collection<TableName> tables) {
    TreeSet<TableName> wanted = new TreeSet<>();
    tables.forEach(table -> source.targetOf(table).ifPresent(wanted::add));
    if (source.kind() == SourceKind.CHROMA) {
      for (SchemaMapping database : source.schemas()) {
        source.chroma().oneTable().ifPresent(t -> wanted.add(new TableName(database.to(), t)));
      }
    }
    // A schema that must be empty is refused as a whole.
    wanted.removeIf(
        table ->
            migration
                .target()
                .schema(table.schema())
                .filter(schema -> schema.allowNonEmpty())
                .isEmpty());
    if (wanted.isEmpty()) {
      return List.of();
    }
    return target.texts(
        TAKEN.formatted(
            wanted.stream()
                .map(t -> "(" + Sql.literal(t.schema()) + ", " + Sql.literal(t.name()) + ")")
                .collect(Collectors.joining(", "))));
  }

  private static boolean isPlanned(DdlTarget target, Migration migration, Source source) {
    return target.texts(STATE_EXISTS).contains("t")
        && !target
            .texts(PLANNED.formatted(Sql.literal(migration.name()), Sql.literal(source.name())))
            .isEmpty();
  }

  private static PreflightCheck refused(Source source, List<String> taken) {
    return CODE.failed(
        source.name(),
        "The target has objects already by names that the migration makes for source %s: %s%s."
            .formatted(
                source.name(),
                taken.stream().limit(SHOWN).collect(Collectors.joining(", ")),
                taken.size() > SHOWN ? " and %d more".formatted(taken.size() - SHOWN) : ""),
        switch (source.kind()) {
          case POSTGRESQL -> "Drop them, map the source to another schema, or exclude the tables.";
          case SQLITE ->
              "Say `ddl: existing` to fill tables that the application has made, give the tables other names (`to`), map the source to another schema, or drop what is there.";
          case CHROMA ->
              "Give the tables of the collections other names (`to`), map the source to another schema, or drop what is there.";
        });
  }
}
