package io.tributary.checks.rows;

/** A set of hashed keys, 64 bytes for each at most. Not thread-safe. */
final class HashedKeys {
  private static final int FIRST = 1 << 10;

  private long[] slots = new long[FIRST];
  private int size;
  private boolean zero;

  int size() {
    return size;
  }

  /** Whether it was not there before. */
  boolean add(HashedKey key) {
    if (key.high() == 0 && key.low() == 0) {
      boolean fresh = !zero;
      zero = true;
      size += fresh ? 1 : 0;
      return fresh;
    }
    if (2 * (size + 1) > slots.length / 2) {
      grow();
    }
    int slot = slot(slots, key.high(), key.low());
    if (slots[slot] != 0 || slots[slot + 1] != 0) {
      return false;
    }
    slots[slot] = key.high();
    slots[slot + 1] = key.low();
    size++;
    return true;
  }

  boolean contains(HashedKey key) {
    if (key.high() == 0 && key.low() == 0) {
      return zero;
    }
    int slot = slot(slots, key.high(), key.low());
    return slots[slot] != 0 || slots[slot + 1] != 0;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        int slot = slot(larger, slots[i], slots[i + 1]);
        larger[slot] = slots[i];
        larger[slot + 1] = slots[i + 1];
      }
    }
    slots = larger;
  }

  /** Where the key is, or would be. */
  private static int slot(long[] slots, long high, long low) {
    int pairs = slots.length / 2;
    int at = (int) (low & (pairs - 1));
    while ((slots[2 * at] != 0 || slots[2 * at + 1] != 0)
        && (slots[2 * at] != high || slots[2 * at + 1] != low)) {
      at = (at + 1) & (pairs - 1);
    }
    return 2 * at;
  }
}
