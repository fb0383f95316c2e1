package io.tributary.files.chroma.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the queue as far as it concerns a vector.
 *
 * @param vector null if it sets none
 */
record QueueEntry(String id, Operation operation, float @Nullable [] vector) {
  /** What the application asked for; the order is that of Chroma's numbers. */
  enum Operation {
    ADD,
    UPDATE,
    UPSERT,
    DELETE
  }

  /** The operation of a number, empty for one that leaves vectors alone. */
  static Optional<Operation> operation(int number) {
    return number >= 0 && number < Operation.values().length
        ? Optional.of(Operation.values()[number])
        : Optional.empty();
  }
}
