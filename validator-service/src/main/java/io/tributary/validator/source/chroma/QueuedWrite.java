package io.tributary.validator.source.chroma;

import org.jspecify.annotations.Nullable;

/**
 * A row of the queue, as far as it is about a vector.
 *
 * @param kind what the application asked for
 * @param vector null when the write leaves vectors alone
 */
record QueuedWrite(Kind kind, float @Nullable [] vector) {

  /** In the order of the numbers that the queue has for them. */
  enum Kind {
    ADD,
    UPDATE,
    UPSERT,
    DELETE
  }

  /** What becomes of an id's vector; null is none. */
  float @Nullable [] over(float @Nullable [] before) {
    return switch (kind) {
      case ADD -> before == null ? vector : before;
      case UPDATE -> before == null || vector == null ? before : vector;
      case UPSERT -> vector == null ? before : vector;
      case DELETE -> null;
    };
  }
}
