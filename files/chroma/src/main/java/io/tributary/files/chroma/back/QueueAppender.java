package io.tributary.files.chroma.back;

import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.QueuePosition;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.back.FileStatements;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Appends to the queue of a collection, from which Chroma takes the vectors when it opens the
 * collection, and notes that the metadata segment has the rest already. The numbers go on behind
 * all that were ever given out: Chroma purges its queue. Not thread-safe.
 */
final class QueueAppender {
  static final int UPDATE = 1;
  static final int UPSERT = 2;
  static final int DELETE = 3;

  private static final String TOPIC = "persistent://default/default/";
  private static final String FLOAT32 = "FLOAT32";
  private static final String APPEND =
      "INSERT INTO embeddings_queue (seq_id, topic, id, operation, vector, encoding, metadata)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String REACH =
      "INSERT INTO max_seq_id (segment_id, seq_id) VALUES (?, ?)"
          + " ON CONFLICT (segment_id) DO UPDATE SET seq_id = excluded.seq_id";

  private final FileStatements statements;
  private final ChromaCollection collection;
  private final String topic;
  private final boolean positionsAsBytes;
  private final boolean recordsAsBytes;

  QueueAppender(FileStatements statements, ChromaCollection collection) {
    this.statements = statements;
    this.collection = collection;
    this.topic = statements.done(this::topic);
    this.positionsAsBytes = statements.done(() -> bytes("max_seq_id", true));
    this.recordsAsBytes = statements.done(() -> bytes("embeddings", positionsAsBytes));
  }

  /** As the collection's own rows have it; another tenant's server may say it otherwise. */
  private String topic() throws SQLException {
    return statements
        .sqlite()
        .text(
            "SELECT topic FROM embeddings_queue WHERE topic GLOB ? LIMIT 1", "*/" + collection.id())
        .or(this::anyTopic)
        .orElse(TOPIC + collection.id());
  }

  private Optional<String> anyTopic() {
    return statements
        .done(
            () ->
                statements
                    .sqlite()
                    .text("SELECT topic FROM embeddings_queue ORDER BY seq_id DESC LIMIT 1"))
        .map(other -> other.substring(0, other.lastIndexOf('/') + 1) + collection.id());
  }

  /** Versions before 1.0 keep numbers as bytes. */
  private boolean bytes(String table, boolean whenEmpty) throws SQLException {
    SqliteSession sqlite = statements.sqlite();
    return sqlite
        .text("SELECT typeof(seq_id) FROM " + table + " LIMIT 1")
        .map("blob"::equals)
        .orElse(
            whenEmpty
                && sqlite
                    .number(
                        "SELECT 1 FROM pragma_table_info(?) WHERE name = 'seq_id' AND type = 'BLOB'",
                        table)
                    .isPresent());
  }

  /**
   * Appends a change.
   *
   * @param vector NULL leaves the vector as it is
   * @param metadata of the record as a whole, as JSON
   * @return its number, as a row of {@code embeddings} keeps it
   */
  SourceValue append(String id, int operation, SourceValue vector, String metadata) {
    long number = 1 + statements.done(() -> QueuePosition.last(statements.sqlite().connection()));
    statements.update(
        APPEND,
        new SourceValue.Whole(number),
        new SourceValue.Text(topic),
        new SourceValue.Text(id),
        new SourceValue.Whole(operation),
        vector,
        vector.equals(SourceValue.NULL) ? SourceValue.NULL : new SourceValue.Text(FLOAT32),
        new SourceValue.Text(metadata));
    statements.update(
        REACH,
        new SourceValue.Text(collection.metadataSegment()),
        number(number, positionsAsBytes));
    return number(number, recordsAsBytes);
  }

  private static SourceValue number(long number, boolean asBytes) {
    return asBytes
        ? new SourceValue.Bytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array())
        : new SourceValue.Whole(number);
  }
}
