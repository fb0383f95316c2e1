package io.tributary.local.chroma;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The rows that make a collection. */
record CollectionRows(ChromaFile file) {

  /** What a collection and its segments are known by. */
  record Ids(String collection, String vector, String metadata) {
    static Ids random() {
      return new Ids(
          UUID.randomUUID().toString(), UUID.randomUUID().toString(), UUID.randomUUID().toString());
    }

    /** What its rows in the queue say, whatever the database. */
    String topic() {
      return "persistent://default/default/" + collection;
    }
  }

  /** A new collection, of the first version without a database. */
  Ids insert(String database, String name, String space) throws SQLException {
    Ids ids = Ids.random();
    file.update("BEGIN IMMEDIATE");
    if (space != null) {
      file.update(
          "INSERT INTO collection_metadata (collection_id, key, str_value) VALUES (?, 'hnsw:space', ?)",
          ids.collection(),
          space);
    }
    if (database == null) {
      file.update(
          "INSERT INTO collections (id, name, topic) VALUES (?, ?, ?)",
          ids.collection(),
          name,
          ids.topic());
    } else {
      file.update(
          "INSERT OR IGNORE INTO databases VALUES (?, ?, 'default_tenant')",
          database.equals("default_database") ? "d0" : database,
          database);
      file.update(
          "INSERT INTO collections (id, name, database_id, config_json_str) VALUES (?, ?,"
              + " (SELECT id FROM databases WHERE name = ?), '{}')",
          ids.collection(),
          name,
          database);
    }
    file.update(
        "INSERT INTO segments (id, type, scope, collection) VALUES"
            + " (?, 'urn:chroma:segment/vector/hnsw-local-persisted', 'VECTOR', ?),"
            + " (?, 'urn:chroma:segment/metadata/sqlite', 'METADATA', ?)",
        ids.vector(),
        ids.collection(),
        ids.metadata(),
        ids.collection());
    file.update("COMMIT");
    return ids;
  }

  void delete(Ids ids) throws SQLException {
    file.update("BEGIN IMMEDIATE");
    if (file.searchable()) {
      file.update(
          "DELETE FROM embedding_fulltext_search WHERE rowid IN"
              + " (SELECT id FROM embeddings WHERE segment_id = ?)",
          ids.metadata());
    }
    for (String table : List.of("embedding_metadata", "embedding_metadata_array")) {
      file.update(
          "DELETE FROM " + table + " WHERE id IN (SELECT id FROM embeddings WHERE segment_id = ?)",
          ids.metadata());
    }
    file.update("DELETE FROM embeddings WHERE segment_id = ?", ids.metadata());
    file.update("DELETE FROM max_seq_id WHERE segment_id IN (?, ?)", ids.metadata(), ids.vector());
    file.update("DELETE FROM segments WHERE collection = ?", ids.collection());
    file.update("DELETE FROM collection_metadata WHERE collection_id = ?", ids.collection());
    file.update("DELETE FROM embeddings_queue WHERE topic = ?", ids.topic());
    file.update("DELETE FROM collections WHERE id = ?", ids.collection());
    file.update("COMMIT");
  }
}
