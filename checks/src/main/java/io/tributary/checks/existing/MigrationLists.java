package io.tributary.checks.existing;

import io.tributary.common.plan.source.Source;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables in which frameworks keep which of an application's own migrations have run. Pure. */
public final class MigrationLists {
  /** What YAML takes for a text without quotes, whatever stands around it. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!(?i:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_][A-Za-z0-9_]*");

  private static final Set<String> NAMES =
      Set.of(
          "migrations",
          "migration",
          "typeorm_metadata",
          "schema_migrations",
          "ar_internal_metadata",
          "flyway_schema_history",
          "databasechangelog",
          "databasechangeloglock",
          "alembic_version",
          "django_migrations",
          "knex_migrations",
          "knex_migrations_lock",
          "_prisma_migrations",
          "sequelizemeta",
          "__efmigrationshistory",
          "goose_db_version",
          "__drizzle_migrations",
          "_sqlx_migrations",
          "__diesel_schema_migrations",
          "mikro_orm_migrations",
          "phinxlog",
          "doctrine_migration_versions",
          "kysely_migration",
          "refinery_schema_history");

  private MigrationLists() {}

  /** Those of the tables that are called like one, in order. */
  public static List<String> among(Collection<String> tables) {
    return tables.stream()
        .filter(table -> NAMES.contains(table.toLowerCase(Locale.ROOT)))
        .sorted()
        .toList();
  }

  /** What the migration file leaves out when it leaves these tables out too, as YAML. */
  public static String leftOut(Source source, List<String> tables) {
    return Stream.concat(source.schemas().get(0).exclude().stream(), tables.stream())
        .map(MigrationLists::inYaml)
        .collect(Collectors.joining(", "));
  }

  private static String inYaml(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
