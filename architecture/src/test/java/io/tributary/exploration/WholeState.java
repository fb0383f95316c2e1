package io.tributary.exploration;

/**
 * A state of everything in one long, by the numbers of its parts.
 *
 * @param record the stored record of the orchestrator
 * @param topic the order that the desired topic holds
 * @param heard the order that the cdc-service knows, by its number and one; 0 without one
 * @param late whether the deadline of the record has passed
 * @param faults how many have happened
 * @param first one source
 * @param second the other; sources are alike, so the one with the lower number comes first
 */
record WholeState(
    int record, int topic, int heard, boolean late, int faults, int first, int second) {
  private static final int SOURCE_BITS = 18;
  private static final int NAME_BITS = 8;
  private static final int FAULT_BITS = 3;

  long packed() {
    long low = Math.min(first, second);
    long high = Math.max(first, second);
    require(high, SOURCE_BITS);
    require(record, NAME_BITS);
    require(topic, NAME_BITS);
    require(heard, NAME_BITS);
    require(faults, FAULT_BITS);
    long packed = record;
    packed = packed << NAME_BITS | topic;
    packed = packed << NAME_BITS | heard;
    packed = packed << 1 | (late ? 1 : 0);
    packed = packed << FAULT_BITS | faults;
    packed = packed << SOURCE_BITS | low;
    return packed << SOURCE_BITS | high;
  }

  WholeState with(int newRecord, int newTopic, boolean newLate, int newFaults) {
    return new WholeState(newRecord, newTopic, heard, newLate, newFaults, first, second);
  }

  WholeState with(int newHeard, int newFaults, int newFirst, int newSecond) {
    return new WholeState(record, topic, newHeard, late, newFaults, newFirst, newSecond);
  }

  static WholeState of(long packed) {
    long rest = packed;
    int second = low(rest, SOURCE_BITS);
    rest >>>= SOURCE_BITS;
    int first = low(rest, SOURCE_BITS);
    rest >>>= SOURCE_BITS;
    int faults = low(rest, FAULT_BITS);
    rest >>>= FAULT_BITS;
    boolean late = low(rest, 1) == 1;
    rest >>>= 1;
    int heard = low(rest, NAME_BITS);
    rest >>>= NAME_BITS;
    int topic = low(rest, NAME_BITS);
    return new WholeState(
        low(rest >>> NAME_BITS, NAME_BITS), topic, heard, late, faults, first, second);
  }

  private static int low(long value, int bits) {
    return (int) (value & ((1L << bits) - 1));
  }

  private static void require(long value, int bits) {
    if (value >>> bits != 0) {
      throw new IllegalStateException("more states than %d bits can number".formatted(bits));
    }
  }
}
