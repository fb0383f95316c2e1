package io.tributary.checks.existing;

import java.util.Locale;
import java.util.Set;

/** Tables in which frameworks keep which of an application's own migrations have run. */
final class MigrationLists {
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

  /** Whether a table is called like one. */
  static boolean has(String table) {
    return NAMES.contains(table.toLowerCase(Locale.ROOT));
  }
}
