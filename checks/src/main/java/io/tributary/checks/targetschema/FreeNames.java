package io.tributary.checks.targetschema;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses tables and all other objects whose names something in the target has already, in schemas
 * that may hold something before. Tables that a DDL file makes are seen when it is tried, and those
 * that the application has made are filled.
 */
public final class FreeNames {
  private static final PreflightCode CODE = PreflightCode.TARGET_NAMES;
  private static final int SHOWN = 10;

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
   * @param made the names that each source makes, by the source's name; sources that are not in it
   *     are not looked at
   */
  public static List<PreflightCheck> look(
      DdlTarget target, Migration migration, Map<String, List<CatalogName>> made) {
    List<PreflightCheck> found = new ArrayList<>();
    for (Source source : migration.sources()) {
      List<CatalogName> names = made.get(source.name());
      if (names != null && !intoGivenTables(source)) {
        List<String> taken = taken(target, migration, names);
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
      DdlTarget target, Migration migration, Collection<CatalogName> made) {
    // A schema that must be empty is refused as a whole.
    Set<CatalogName> wanted =
        made.stream()
            .filter(
                name ->
                    migration
                        .target()
                        .schema(name.schema())
                        .filter(TargetSchema::allowNonEmpty)
                        .isPresent())
            .collect(Collectors.toSet());
    Set<String> schemas = wanted.stream().map(CatalogName::schema).collect(Collectors.toSet());
    return wanted.isEmpty()
        ? List.of()
        : CatalogNames.taken(wanted, target.texts(CatalogNames.ofTarget(schemas)));
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
          case POSTGRESQL ->
              "Drop them, map the source to another schema, or exclude the tables that bring them.";
          case SQLITE ->
              "Say `ddl: existing` to fill tables that the application has made, give the tables other names (`to`), map the source to another schema, or drop what is there.";
          case CHROMA ->
              "Give the tables of the collections other names (`to`), map the source to another schema, or drop what is there.";
        });
  }
}
