package io.tributary.files.chroma.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where the queue of a directory ends. */
public final class QueuePosition {
  private QueuePosition() {}

  /** The largest number that was ever given out, also of rows that Chroma has purged since. */
  public static long last(Connection connection) throws SQLException {
    ChromaQuery query = new ChromaQuery(connection);
    List<Long> numbers =
        query.list("SELECT seq_id FROM max_seq_id", row -> SeqId.of(row.getObject(1)));
    numbers.addAll(
        query.list("SELECT coalesce(max(seq_id), 0) FROM embeddings_queue", row -> row.getLong(1)));
    return numbers.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
