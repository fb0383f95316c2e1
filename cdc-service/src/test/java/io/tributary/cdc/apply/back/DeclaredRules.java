package io.tributary.cdc.apply.back;

import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.rule.ConversionRules;

/** What a migration file declares of the tables of a SQLite source that has a way back. */
final class DeclaredRules {
  private static final String FILE =
      """
      migration: declared
      target:
        connection: {host: 127.0.0.1, port: 5432, database: d, user: u, password: {env: P}}
        schemas: {app: {role: app}}
      sources:
        - name: legacy
          kind: sqlite
          file: /srv/declared.db
          schemas: [{from: main, to: app}]
          zone: Europe/Berlin
          way-back: replicate
          tables:
      """;
  private static final int INDENT = 6;

  private DeclaredRules() {}

  /** Reads what stands under {@code tables}; a row that cannot be converted stops the stream. */
  static ConversionRules of(String tables) {
    return MigrationFile.parse(FILE + tables.indent(INDENT)).sources().get(0).converted().rules();
  }
}
