package io.tributary.local.demo;

/** What a sample's legacy database is. */
enum LegacyKind {
  /** A database of the legacy PostgreSQL server. */
  POSTGRESQL("postgresql", "public"),
  /** A file. */
  SQLITE("sqlite", "main"),
  /** A directory; its tables are the collections of a database. */
  CHROMA("chroma", "default_database");

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

  /** Whether the application may change several tables at once. */
  boolean hasTransactions() {
    return this != CHROMA;
  }

  /** What a table is called at the target. */
  String targetName(String table) {
    return this == CHROMA ? SampleTable.VECTORS + table : table;
  }

  /** The schema that moves. */
  String schema() {
    return schema;
  }
}
