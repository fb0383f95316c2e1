package io.tributary.local.chroma;

import java.util.Map;

/**
 * One thing that an application asks for.
 *
 * @param number 0 add, 1 update, 2 upsert, 3 delete
 * @param metadata String, Long, Double, Boolean, a List of these, or null to take the key away
 */
public record Operation(int number, String id, float[] vector, Map<String, Object> metadata)
    implements java.io.Serializable {
  public static Operation add(String id, float... vector) {
    return new Operation(0, id, vector, Map.of());
  }

  public static Operation update(String id, float... vector) {
    return new Operation(1, id, vector, Map.of());
  }

  public static Operation upsert(String id, float... vector) {
    return new Operation(2, id, vector, Map.of());
  }

  public static Operation delete(String id) {
    return new Operation(3, id, null, Map.of());
  }

  public Operation with(Map<String, Object> more) {
    return new Operation(number, id, vector, more);
  }
}
