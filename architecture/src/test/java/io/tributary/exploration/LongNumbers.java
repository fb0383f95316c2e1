package io.tributary.exploration;

import java.util.Arrays;

/** Numbers by long keys, without an object for each. */
final class LongNumbers {
  static final int UNKNOWN = -1;

  private long[] keys;
  private int[] numbers;
  private int size;

  LongNumbers(int expected) {
    int capacity = Integer.highestOneBit(Math.max(16, expected)) << 1;
    keys = new long[capacity];
    numbers = new int[capacity];
    Arrays.fill(numbers, UNKNOWN);
  }

  /** The number of a key, {@link #UNKNOWN} without one. */
  int get(long key) {
    return numbers[slot(key)];
  }

  void put(long key, int number) {
    int slot = slot(key);
    if (numbers[slot] == UNKNOWN) {
      size++;
    }
    keys[slot] = key;
    numbers[slot] = number;
    if (size * 2 > keys.length) {
      grow();
    }
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    long mixed = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed ^ (mixed >>> 32)) & mask;
    while (numbers[slot] != UNKNOWN && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[oldKeys.length * 2];
    numbers = new int[oldKeys.length * 2];
    Arrays.fill(numbers, UNKNOWN);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] != UNKNOWN) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }
}
