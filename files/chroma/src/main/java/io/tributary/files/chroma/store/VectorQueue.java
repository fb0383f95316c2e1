package io.tributary.files.chroma.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the queue and how far the segments are in it. */
final class VectorQueue {
  private static final String FLOAT32 = "FLOAT32";

  private final ChromaQuery query;

  VectorQueue(Connection connection) {
    this.query = new ChromaQuery(connection);
  }

  /** How far a segment is, 0 if it does not say. */
  long position(String segment) throws SQLException {
    List<Long> found =
        query.list(
            "SELECT seq_id FROM max_seq_id WHERE segment_id = ?",
            row -> SeqId.of(row.getObject(1)),
            segment);
    return found.isEmpty() ? 0 : found.get(0);
  }

  /** How many rows of a collection lie behind a position. */
  long countBehind(ChromaCollection collection, long position) throws SQLException {
    return query
        .list(
            "SELECT count(*) FROM embeddings_queue WHERE seq_id > ? AND topic GLOB ?",
            row -> row.getLong(1),
            position,
            "*/" + collection.id())
        .get(0);
  }

  /** The last row of each collection that has any, by its id, which ends the topic. */
  Map<String, Long> last() throws SQLException {
    Map<String, Long> last = new HashMap<>();
    query.each(
        "SELECT topic, max(seq_id) FROM embeddings_queue GROUP BY topic",
        row -> {
          String topic = row.getString(1);
          last.merge(topic.substring(topic.lastIndexOf('/') + 1), row.getLong(2), Math::max);
        });
    return last;
  }

  /** All rows between two positions, by id. */
  Map<String, List<QueueEntry>> entries(ChromaCollection collection, long after, long until)
      throws SQLException {
    return entries(collection, "", after, until, "*/" + collection.id());
  }

  /** The rows of these ids between two positions, by id. */
  Map<String, List<QueueEntry>> entries(
      ChromaCollection collection, long after, long until, List<String> ids) throws SQLException {
    return entries(
        collection,
        " AND q.id IN (SELECT value FROM json_each(?))",
        after,
        until,
        "*/" + collection.id(),
        ChromaJson.array(ids));
  }

  private Map<String, List<QueueEntry>> entries(
      ChromaCollection collection, String condition, Object... parameters) throws SQLException {
    Map<String, List<QueueEntry>> entries = new HashMap<>();
    query.each(
        "SELECT q.id, q.operation, q.vector, q.encoding FROM embeddings_queue AS q"
            + " WHERE q.seq_id > ? AND q.seq_id <= ? AND q.topic GLOB ?"
            + condition
            + " ORDER BY q.seq_id",
        row -> {
          String id = row.getString(1);
          Optional<QueueEntry.Operation> operation = QueueEntry.operation(row.getInt(2));
          if (operation.isPresent()) {
            entries
                .computeIfAbsent(id, key -> new ArrayList<>())
                .add(new QueueEntry(id, operation.get(), vector(collection, id, row)));
          }
        },
        parameters);
    return entries;
  }

  private static float @Nullable [] vector(ChromaCollection collection, String id, ResultSet row)
      throws SQLException {
    byte[] bytes = row.getBytes(3);
    if (bytes == null) {
      return null;
    }
    String encoding = row.getString(4);
    if (bytes.length % Float.BYTES != 0 || (encoding != null && !FLOAT32.equals(encoding))) {
      throw ChromaError.QUEUE_ENCODING.failure(
          "the queue holds a vector of "
              + bytes.length
              + " bytes with the encoding "
              + encoding
              + " for id "
              + id
              + " of collection "
              + collection.described()
              + "; only FLOAT32 is read. Write the record again, or exclude the collection");
    }
    return StoredVector.numbers(bytes);
  }
}
