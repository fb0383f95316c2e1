package io.tributary.local.chroma;

/** The tables of a directory by version. */
public enum ChromaTables {
  /** As Chroma 1.5 makes them. */
  CURRENT(
      """
      CREATE TABLE tenants (id TEXT PRIMARY KEY, UNIQUE (id));
      CREATE TABLE databases (id TEXT PRIMARY KEY, name TEXT NOT NULL,
        tenant_id TEXT NOT NULL REFERENCES tenants(id) ON DELETE CASCADE, UNIQUE (tenant_id, name));
      CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL, dimension INTEGER,
        database_id TEXT NOT NULL REFERENCES databases(id) ON DELETE CASCADE,
        config_json_str TEXT, schema_str TEXT, UNIQUE (name, database_id));
      CREATE TABLE collection_metadata (
        collection_id TEXT REFERENCES collections(id) ON DELETE CASCADE, key TEXT NOT NULL,
        str_value TEXT, int_value INTEGER, float_value REAL, bool_value INTEGER,
        PRIMARY KEY (collection_id, key));
      CREATE TABLE segments (id TEXT PRIMARY KEY, type TEXT NOT NULL, scope TEXT NOT NULL,
        collection TEXT REFERENCES collection(id) NOT NULL);
      CREATE TABLE embeddings (id INTEGER PRIMARY KEY, segment_id TEXT NOT NULL,
        embedding_id TEXT NOT NULL, seq_id BLOB NOT NULL,
        created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE (segment_id, embedding_id));
      CREATE TABLE embedding_metadata (id INTEGER REFERENCES embeddings(id), key TEXT NOT NULL,
        string_value TEXT, int_value INTEGER, float_value REAL, bool_value INTEGER,
        PRIMARY KEY (id, key));
      CREATE TABLE embedding_metadata_array (id INTEGER NOT NULL REFERENCES embeddings(id),
        key TEXT NOT NULL, string_value TEXT, int_value INTEGER, float_value REAL,
        bool_value INTEGER);
      CREATE VIRTUAL TABLE embedding_fulltext_search USING fts5(string_value, tokenize='trigram');
      CREATE TABLE max_seq_id (segment_id TEXT PRIMARY KEY, seq_id INTEGER);
      CREATE TABLE embeddings_queue (seq_id INTEGER PRIMARY KEY,
        created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, operation INTEGER NOT NULL,
        topic TEXT NOT NULL, id TEXT NOT NULL, vector BLOB, encoding TEXT, metadata TEXT);
      INSERT INTO tenants VALUES ('default_tenant');
      INSERT INTO databases VALUES ('d0', 'default_database', 'default_tenant');
      """),
  /** As Chroma 0.4.0 made them. */
  FIRST(
      """
      CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL, topic TEXT NOT NULL,
        dimension INTEGER, UNIQUE (name));
      CREATE TABLE collection_metadata (
        collection_id TEXT REFERENCES collections(id) ON DELETE CASCADE, key TEXT NOT NULL,
        str_value TEXT, int_value INTEGER, float_value REAL, PRIMARY KEY (collection_id, key));
      CREATE TABLE segments (id TEXT PRIMARY KEY, type TEXT NOT NULL, scope TEXT NOT NULL,
        topic TEXT, collection TEXT REFERENCES collection(id));
      CREATE TABLE embeddings (id INTEGER PRIMARY KEY, segment_id TEXT NOT NULL,
        embedding_id TEXT NOT NULL, seq_id BLOB NOT NULL,
        created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE (segment_id, embedding_id));
      CREATE TABLE embedding_metadata (id INTEGER REFERENCES embeddings(id), key TEXT NOT NULL,
        string_value TEXT, int_value INTEGER, float_value REAL, PRIMARY KEY (id, key));
      CREATE VIRTUAL TABLE embedding_fulltext USING fts5(id, string_value);
      CREATE TABLE max_seq_id (segment_id TEXT PRIMARY KEY, seq_id BLOB NOT NULL);
      CREATE TABLE embeddings_queue (seq_id INTEGER PRIMARY KEY,
        created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, operation INTEGER NOT NULL,
        topic TEXT NOT NULL, id TEXT NOT NULL, vector BLOB, encoding TEXT, metadata TEXT);
      """);

  private final String sql;

  ChromaTables(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
