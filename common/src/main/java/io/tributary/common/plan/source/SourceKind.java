package io.tributary.common.plan.source;

/** The kinds of database that can be a source, and what each calls its parts. */
public enum SourceKind {
  /** PostgreSQL 14 or newer with {@code wal_level=logical}. */
  POSTGRESQL("the database", "schema", "table"),
  /** A SQLite 3 file that other processes go on writing to. */
  SQLITE("the file", "schema", "table"),
  /** A directory that a Chroma server, 0.4 or newer, goes on persisting to. */
  CHROMA("the directory", "database", "collection");

  private final String place;
  private final String schema;
  private final String table;

  SourceKind(String place, String schema, String table) {
    this.place = place;
    this.schema = schema;
    this.table = table;
  }

  /** What messages call the whole source: {@code the database}, {@code the file}. */
  public String placeWord() {
    return place;
  }

  /** What messages call that of which a mapping says where it goes. */
  public String schemaWord() {
    return schema;
  }

  /** What messages call that which has rows. */
  public String tableWord() {
    return table;
  }
}
