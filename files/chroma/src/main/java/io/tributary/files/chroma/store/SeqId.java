package io.tributary.files.chroma.store;

import java.math.BigInteger;

/**
 * A number of the queue: an INTEGER today, eight or more bytes with the highest first before 1.0.
 */
final class SeqId {
  private SeqId() {}

  static long of(Object stored) {
    if (stored instanceof byte[] bytes) {
      return new BigInteger(1, bytes).longValueExact();
    }
    return stored == null ? 0 : ((Number) stored).longValue();
  }
}
