package io.tributary.validator;

import java.util.List;
import java.util.Map;

/**
 * What a capture keeps in the file of a Chroma directory: a log of changed ids, and its triggers.
 */
final class CollectionLog {
  /** Makes the tables, for the collections that are there. */
  static final List<String> TABLES =
      List.of(
          "CREATE TABLE _tributary_log (seq INTEGER PRIMARY KEY,"
              + " nonce INTEGER NOT NULL DEFAULT (random()), tbl INTEGER NOT NULL, k0)",
          "CREATE TABLE _tributary_capture (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID",
          "CREATE TABLE _tributary_table (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
          "CREATE TABLE _tributary_segment (segment TEXT PRIMARY KEY, tbl INTEGER NOT NULL)",
          "INSERT INTO _tributary_log (tbl, k0) VALUES (0, 'tributary.start')",
          "INSERT INTO _tributary_table SELECT row_number() OVER (), d.name || '/' || c.name"
              + " FROM collections c JOIN databases d ON d.id = c.database_id",
          """
          INSERT INTO _tributary_segment
            SELECT s.id, t.id FROM segments s JOIN collections c ON c.id = s.collection
            JOIN databases d ON d.id = c.database_id
            JOIN _tributary_table t ON t.name = d.name || '/' || c.name
            WHERE s.scope = 'METADATA'""");

  /** Each trigger, by its name. */
  static final Map<String, String> TRIGGERS =
      Map.of(
          "_tributary_capture_insert", trigger("insert", "new"),
          "_tributary_capture_update", trigger("update", "new"),
          "_tributary_capture_delete", trigger("delete", "old"));

  private CollectionLog() {}

  private static String trigger(String event, String row) {
    return """
        CREATE TRIGGER _tributary_capture_%1$s AFTER %1$s ON embeddings BEGIN
          INSERT INTO _tributary_log (tbl, k0) SELECT tbl, %2$s.embedding_id
          FROM _tributary_segment WHERE segment = %2$s.segment_id; END"""
        .formatted(event, row);
  }
}
