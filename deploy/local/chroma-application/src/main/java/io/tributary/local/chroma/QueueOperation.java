package io.tributary.local.chroma;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an application asks for.
 *
 * @param number 0 add, 1 update, 2 upsert, 3 delete
 * @param metadata String, Long, Double, Boolean, a List of these, or null to take the key away
 */
public record QueueOperation(
    int number, String id, float @Nullable [] vector, Map<String, @Nullable Object> metadata)
    implements java.io.Serializable {
  public static QueueOperation add(String id, float... vector) {
    return new QueueOperation(0, id, vector, Map.of());
  }

  public static QueueOperation update(String id, float @Nullable ... vector) {
    return new QueueOperation(1, id, vector, Map.of());
  }

  /** An update that leaves the vector alone. */
  public static QueueOperation touch(String id) {
    return new QueueOperation(1, id, null, Map.of());
  }

  public static QueueOperation upsert(String id, float... vector) {
    return new QueueOperation(2, id, vector, Map.of());
  }

  public static QueueOperation delete(String id) {
    return new QueueOperation(3, id, null, Map.of());
  }

  public QueueOperation with(Map<String, @Nullable Object> more) {
    return new QueueOperation(number, id, vector, more);
  }
}
