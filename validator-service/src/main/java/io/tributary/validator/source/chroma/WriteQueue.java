package io.tributary.validator.source.chroma;

import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * The queue in which Chroma notes every write first, and how far each segment is in it; inside of a
 * read.
 *
 * @param file {@code chroma.sqlite3}
 */
record WriteQueue(SqliteFileReader file) {
  private static final int ID_LENGTH = 36;
  private static final String FLOATS = "FLOAT32";

  /** How far a segment is; empty when nothing says so. */
  OptionalLong position(String segment) throws SQLException {
    return file
        .list(
            "SELECT seq_id FROM max_seq_id WHERE segment_id = ?",
            row -> QueueNumbers.read(row, 1),
            segment)
        .stream()
        .mapToLong(position -> position)
        .findFirst();
  }

  /** Hands over the number and the id of each write between two positions, in their order. */
  void ids(StoredCollection collection, long after, long upTo, BiConsumer<Long, String> taker)
      throws SQLException {
    // The end of a topic is the collection; what stands before it is not the database's name.
    file.each(
        "SELECT seq_id, id FROM embeddings_queue"
            + " WHERE seq_id > ? AND seq_id <= ? AND substr(topic, -"
            + ID_LENGTH
            + ") = ? ORDER BY seq_id",
        row -> taker.accept(row.getLong(1), row.getString(2)),
        after,
        upTo,
        collection.id());
  }

  /** The writes that have these numbers, in their order, by the ids that they are about. */
  Map<String, List<QueuedWrite>> writes(StoredCollection collection, List<Long> numbers)
      throws SQLException {
    Map<String, List<QueuedWrite>> writes = new HashMap<>();
    file.each(
        "SELECT id, operation, vector, encoding FROM embeddings_queue"
            + " WHERE seq_id IN (SELECT value FROM json_each(?)) ORDER BY seq_id",
        row -> {
          String id = row.getString(1);
          writes.computeIfAbsent(id, key -> new ArrayList<>()).add(write(collection, id, row));
        },
        numbers.toString());
    return writes;
  }

  private QueuedWrite write(StoredCollection collection, String id, ResultSet row)
      throws SQLException {
    byte[] bytes = row.getBytes(3);
    String encoding = row.getString(4);
    if (bytes != null && encoding != null && !encoding.equals(FLOATS)) {
      throw ChromaFailures.of(
          file.path(),
          "the queue has a vector of id "
              + id
              + " of collection "
              + collection.name()
              + " that is not of 32-bit floats but "
              + encoding
              + ".");
    }
    return new QueuedWrite(
        QueuedWrite.Kind.values()[row.getInt(2)], bytes == null ? null : floats(bytes));
  }

  private static float[] floats(byte[] bytes) {
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }
}
