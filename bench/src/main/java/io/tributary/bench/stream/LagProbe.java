package io.tributary.bench.stream;

import io.tributary.bench.stage.DatabasePair;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks every two milliseconds how far each writer's rows have come at the target. A lag is the
 * time from the acknowledgement at the source to the look that found the row, so it is too long by
 * a look at most.
 */
record LagProbe(DatabasePair pair, List<SteadyWriter> writers) {
  private static final long LOOK_NANOS = 2_000_000;

  /** Keys of a writer are committed in their order, so the highest says it all. */
  private static final String HIGHEST = "SELECT max(id) FROM bench.item WHERE id BETWEEN ? AND ?";

  /**
   * Watches until everything has arrived.
   *
   * @param skipped rows of each writer that come first and do not count
   * @return the lag of each other row, in milliseconds
   */
  List<Double> watch(int skipped, long limitNanos) throws SQLException {
    List<Double> lags = new ArrayList<>();
    int[] arrived = new int[writers.size()];
    long end = System.nanoTime() + limitNanos;
    try (Connection connection = pair.openTarget();
        PreparedStatement highest = connection.prepareStatement(HIGHEST)) {
      while (!complete(arrived)) {
        for (int w = 0; w < arrived.length; w++) {
          int now = arrived(highest, writers.get(w));
          long seen = System.nanoTime();
          for (int row = arrived[w]; row < now; row++) {
            if (row >= skipped) {
              lags.add(Math.max(0, seen - acknowledged(writers.get(w), row, seen)) / 1e6);
            }
          }
          arrived[w] = now;
        }
        requireInTime(end);
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    return lags;
  }

  /** The target may show a row before its writer has come to note the time. */
  private static long acknowledged(SteadyWriter writer, int row, long seen) {
    return row < writer.written() ? writer.acknowledged(row) : seen;
  }

  private static int arrived(PreparedStatement highest, SteadyWriter writer) throws SQLException {
    highest.setLong(1, writer.firstKey());
    highest.setLong(2, writer.firstKey() + writer.rows() - 1);
    try (ResultSet found = highest.executeQuery()) {
      found.next();
      long key = found.getLong(1);
      return found.wasNull() ? 0 : (int) (key - writer.firstKey() + 1);
    }
  }

  private boolean complete(int[] arrived) {
    for (int w = 0; w < arrived.length; w++) {
      if (arrived[w] < writers.get(w).rows()) {
        return false;
      }
    }
    return true;
  }

  private void requireInTime(long end) throws SQLException {
    for (SteadyWriter writer : writers) {
      writer.requireSuccess();
    }
    if (System.nanoTime() - end > 0) {
      throw new IllegalStateException("the rows did not all arrive at " + pair.name());
    }
  }
}
