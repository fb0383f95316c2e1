package io.tributary.files.chroma.store;

/**
 * A row of the queue as far as it concerns a vector.
 *
 * @param vector null if it sets none
 */
record QueueEntry(String id, Operation operation, float[] vector) {
  /** What the application asked for; the order is that of Chroma's numbers. */
  enum Operation {
    ADD,
    UPDATE,
    UPSERT,
    DELETE
  }

  /** The operation of a number, null for one that leaves vectors alone. */
  static Operation operation(int number) {
    return number >= 0 && number < Operation.values().length ? Operation.values()[number] : null;
  }
}
