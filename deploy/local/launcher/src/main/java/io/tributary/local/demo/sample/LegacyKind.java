package io.tributary.local.demo.sample;

/** What a sample's legacy database is. */
public enum LegacyKind {
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
  public String word() {
    return word;
  }

  /** Whether the application may change several tables at once. */
  public boolean hasTransactions() {
    return this != CHROMA;
  }

  /** What a table is called at the target. */
  public String targetName(String table) {
    return this == CHROMA ? SampleTable.VECTORS + table : table;
  }

  /** The schema that moves. */
  public String schema() {
    return schema;
  }
}
