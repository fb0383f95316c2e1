package io.tributary.local.demo;

/** What a sample's legacy database is. */
enum LegacyKind {
  /** A database of the legacy PostgreSQL server. */
  POSTGRESQL("postgresql", "public"),
  /** A file. */
  SQLITE("sqlite", "main");

  private final String word;
  private final String schema;

  LegacyKind(String word, String schema) {
    this.word = word;
    this.schema = schema;
  }

  /** As the migration file has it. */
  String word() {
    return word;
  }

  /** The schema that moves. */
  String schema() {
    return schema;
  }
}
