package io.tributary.local.chroma;

import io.tributary.local.chroma.CollectionRows.Ids;
import java.sql.SQLException;

/** The queue, and how far the segments have taken it over. */
record QueueRows(ChromaFile file) {

  /** Accepts an operation; answers its number. */
  long add(WrittenCollection collection, QueueOperation operation) throws SQLException {
    file.update("BEGIN IMMEDIATE");
    if (operation.vector() != null) {
      file.update(
          "UPDATE collections SET dimension = ? WHERE id = ? AND dimension IS NULL",
          operation.vector().length,
          collection.ids().collection());
    }
    file.update(
        "INSERT INTO embeddings_queue (topic, id, operation, vector, encoding, metadata)"
            + " VALUES (?, ?, ?, ?, ?, '{}')",
        collection.ids().topic(),
        operation.id(),
        operation.number(),
        operation.vector() == null ? null : VectorBytes.of(operation.vector()),
        operation.vector() == null ? null : "FLOAT32");
    long number = file.number("SELECT max(seq_id) FROM embeddings_queue");
    file.update("COMMIT");
    return number;
  }

  /** Notes how far a segment is. */
  void position(String segment, long number) throws SQLException {
    file.update("INSERT OR REPLACE INTO max_seq_id VALUES (?, ?)", segment, number);
  }

  /** Takes away what both segments have behind them. */
  void purge(Ids ids) throws SQLException {
    file.update(
        "DELETE FROM embeddings_queue WHERE topic = ? AND seq_id <"
            + " (SELECT min(seq_id) FROM max_seq_id WHERE segment_id IN (?, ?))",
        ids.topic(),
        ids.vector(),
        ids.metadata());
  }
}
