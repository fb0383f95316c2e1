package io.tributary.exploration;

import java.util.Arrays;

/** The states that were reached, in the order in which they were, and the ways between them. */
final class ReachedStates {
  private final LongNumbers numbers = new LongNumbers(1 << 20);
  private final IntRows ways = new IntRows();
  private long[] states = new long[1 << 16];
  private int[] parents = new int[1 << 16];
  private int size;
  private int current;

  int size() {
    return size;
  }

  WholeState state(int number) {
    return WholeState.of(states[number]);
  }

  /** The state from which a state was reached first; the first state is its own. */
  int parent(int number) {
    return parents[number];
  }

  /** What is reached from now on is reached from this state. */
  void from(int number) {
    current = number;
    ways.begin();
  }

  /**
   * A state can be reached from the current one.
   *
   * @param helps whether this may be expected to happen, other than a fault or a new order
   */
  void reach(WholeState next, boolean helps) {
    long packed = next.packed();
    int number = numbers.get(packed);
    if (number == LongNumbers.UNKNOWN) {
      number = size++;
      if (number == states.length) {
        states = Arrays.copyOf(states, size + (size >> 1));
        parents = Arrays.copyOf(parents, states.length);
      }
      states[number] = packed;
      parents[number] = current;
      numbers.put(packed, number);
    }
    if (helps && ways.rows() > 0) {
      ways.add(number);
    }
  }

  /** Whether a way leads from a state to one of these. */
  boolean leads(int number, boolean[] there) {
    for (int i = ways.start(number); i < ways.end(number); i++) {
      if (there[ways.value(i)]) {
        return true;
      }
    }
    return false;
  }
}
