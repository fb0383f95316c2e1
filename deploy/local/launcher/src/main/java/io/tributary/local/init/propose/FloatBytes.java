package io.tributary.local.init.propose;

import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Counts BLOBs that look like vectors of little-endian float32, all of one length. Not thread-safe.
 */
final class FloatBytes {
  private static final int FEWEST_NUMBERS = 16;
  private static final int MOST_DIMENSIONS = 16_000;

  /** Embeddings lie well within; of random bytes one number in five does. */
  private static final double SMALLEST = 1e-10;

  private static final double LARGEST = 1e4;

  private int length;
  private long vectors;
  private long taken;
  private boolean anyNumber;

  void add(SourceValue value) {
    if (!(value instanceof SourceValue.Bytes bytes)) {
      return;
    }
    byte[] stored = bytes.value();
    if (length == 0 && stored.length > 0 && stored.length % Float.BYTES == 0) {
      length = stored.length;
    }
    if (stored.length == length && length > 0) {
      taken += finite(stored) ? 1 : 0;
      vectors += plausible(stored) ? 1 : 0;
    }
  }

  /** How many of them there were; 0 where there are too few numbers to tell. */
  long count() {
    boolean told = anyNumber && vectors * dimension() >= FEWEST_NUMBERS;
    return told && dimension() >= 2 && dimension() <= MOST_DIMENSIONS ? vectors : 0;
  }

  /** How many numbers each has. */
  int dimension() {
    return length / Float.BYTES;
  }

  /** The same as a candidate among so many values. */
  CandidateTally tally(long values) {
    return CandidateTally.counted(
        Candidate.vectors(dimension()), count(), QuarantineReason.NOT_A_VECTOR, values - taken);
  }

  private static boolean finite(byte[] stored) {
    ByteBuffer numbers = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    boolean finite = true;
    while (numbers.hasRemaining()) {
      finite &= Float.isFinite(numbers.getFloat());
    }
    return finite;
  }

  private boolean plausible(byte[] stored) {
    boolean readable = true;
    for (byte b : stored) {
      readable &= b >= ' ' && b <= '~';
    }
    ByteBuffer numbers = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    while (numbers.hasRemaining()) {
      float number = Math.abs(numbers.getFloat());
      if (number != 0 && !(number >= SMALLEST && number <= LARGEST)) {
        return false;
      }
      anyNumber |= number != 0;
    }
    return !readable;
  }
}
