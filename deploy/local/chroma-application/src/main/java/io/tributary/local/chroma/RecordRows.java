package io.tributary.local.chroma;

import io.tributary.local.chroma.CollectionRows.Ids;
import java.sql.SQLException;

/** The rows of the metadata segment: one for each live record, with its metadata. */
record RecordRows(ChromaFile file) {

  /** Takes over one operation, and notes its number, in one transaction. */
  void apply(Ids ids, QueueOperation operation, long number) throws SQLException {
    file.update("BEGIN IMMEDIATE");
    long row =
        file.number(
            "SELECT id FROM embeddings WHERE segment_id = ? AND embedding_id = ?",
            ids.metadata(),
            operation.id());
    RecordMetadata metadata = new RecordMetadata(file);
    if (row == 0 && (operation.number() == 0 || operation.number() == 2)) {
      file.update(
          "INSERT INTO embeddings (segment_id, embedding_id, seq_id) VALUES (?, ?, ?)",
          ids.metadata(),
          operation.id(),
          number);
      metadata.write(file.number("SELECT last_insert_rowid()"), operation.metadata());
    } else if (row != 0 && (operation.number() == 1 || operation.number() == 2)) {
      file.update("UPDATE embeddings SET seq_id = ? WHERE id = ?", number, row);
      metadata.write(row, operation.metadata());
    } else if (row != 0 && operation.number() == 3) {
      file.update("DELETE FROM embeddings WHERE id = ?", row);
      metadata.delete(row);
    }
    new QueueRows(file).position(ids.metadata(), number);
    file.update("COMMIT");
  }
}
