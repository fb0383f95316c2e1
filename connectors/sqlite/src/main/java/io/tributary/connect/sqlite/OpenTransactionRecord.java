package io.tributary.connect.sqlite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * A transaction of the stream: everything between two positions. Counts its members. Its id is
 * {@code <first seq>:<seq>}. Not thread-safe.
 */
final class OpenTransactionRecord {
  private final long first;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private long total;

  OpenTransactionRecord(long first) {
    this.first = first;
  }

  long number() {
    return first;
  }

  /** The block of the next member. */
  Struct member(String collection, long seq) {
    return new Struct(RowSchemas.TRANSACTION)
        .put("id", id(seq))
        .put("total_order", ++total)
        .put("data_collection_order", counts.merge(collection, 1L, Long::sum));
  }

  Struct begin(long millis) {
    return new Struct(RowSchemas.MARKER)
        .put("status", "BEGIN")
        .put("id", id(first))
        .put("ts_ms", millis);
  }

  Struct end(long seq, long millis) {
    List<Struct> collections =
        counts.entrySet().stream()
            .map(
                count ->
                    new Struct(RowSchemas.COLLECTION)
                        .put("data_collection", count.getKey())
                        .put("event_count", count.getValue()))
            .toList();
    return new Struct(RowSchemas.MARKER)
        .put("status", "END")
        .put("id", id(seq))
        .put("event_count", total)
        .put("data_collections", collections)
        .put("ts_ms", millis);
  }

  private String id(long seq) {
    return first + ":" + seq;
  }
}
