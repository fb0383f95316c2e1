package io.tributary.validator.source.chroma;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rows of Chroma's queue that write one collection, by the id of the record they write.
 * The queue is only appended to, so each of its rows is looked at once, in however many pieces the
 * collection is read. For one thread.
 */
final class QueuedIds {
  private final StoredCollection collection;
  private final Map<String, List<Long>> numbers = new HashMap<>();
  private boolean known;
  private long from;
  private long upTo;

  QueuedIds(StoredCollection collection) {
    this.collection = collection;
  }

  /** The writes of these ids between two positions, in their order; inside of a read. */
  Map<String, List<QueuedWrite>> writes(WriteQueue queue, long after, long last, Set<String> ids)
      throws SQLException {
    if (!known || after < from) {
      numbers.clear();
      from = after;
      upTo = after;
      known = true;
    }
    if (last > upTo) {
      queue.ids(
          collection,
          upTo,
          last,
          (number, id) -> numbers.computeIfAbsent(id, key -> new ArrayList<>(1)).add(number));
      upTo = last;
    }
    List<Long> wanted = new ArrayList<>();
    for (String id : ids) {
      for (long number : numbers.getOrDefault(id, List.of())) {
        if (number > after && number <= last) {
          wanted.add(number);
        }
      }
    }
    return wanted.isEmpty() ? Map.of() : queue.writes(collection, wanted);
  }
}
