package io.tributary.validator.source.chroma;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads numbers of the queue, which older versions stored as bytes with the highest first. */
final class QueueNumbers {
  private QueueNumbers() {}

  /** The number in a column; 0 for none. */
  static long read(ResultSet row, int column) throws SQLException {
    return of(row.getObject(column));
  }

  static long of(@Nullable Object stored) {
    if (stored instanceof byte[] bytes) {
      return new BigInteger(1, bytes).longValue();
    }
    return stored instanceof Number number ? number.longValue() : 0;
  }
}
