package io.tributary.bench.stream;

import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An application that inserts one row a transaction at an even pace, and notes when each commit was
 * acknowledged. Its keys go up one by one.
 */
final class SteadyWriter extends Thread {
  private final DatabasePair pair;
  private final long firstKey;
  private final long paceNanos;
  private final long[] acknowledged;
  private final long[] took;
  private volatile int written;
  private volatile @Nullable SQLException failure;

  /**
   * Not yet writing.
   *
   * @param firstKey of its rows
   * @param rows that it writes
   * @param paceNanos from one transaction to the next
   */
  SteadyWriter(DatabasePair pair, long firstKey, int rows, long paceNanos) {
    super("writer from " + firstKey);
    this.pair = pair;
    this.firstKey = firstKey;
    this.paceNanos = paceNanos;
    this.acknowledged = new long[rows];
    this.took = new long[rows];
  }

  @Override
  public void run() {
    try (Connection connection = pair.openSource();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO bench.item SELECT "
                    + ItemTable.ROW
                    + " FROM (SELECT ?::bigint AS g) k")) {
      long next = System.nanoTime();
      for (int i = 0; i < acknowledged.length; i++) {
        insert.setLong(1, firstKey + i);
        long asked = System.nanoTime();
        insert.execute();
        acknowledged[i] = System.nanoTime();
        took[i] = acknowledged[i] - asked;
        written = i + 1;
        next += paceNanos;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  long firstKey() {
    return firstKey;
  }

  int rows() {
    return acknowledged.length;
  }

  /** How many rows it has written. */
  int written() {
    return written;
  }

  /** When the commit of a row that was written was acknowledged, in nanoseconds. */
  long acknowledged(int row) {
    return acknowledged[row];
  }

  /** How long the transaction of a row that was written took, in milliseconds. */
  double tookMillis(int row) {
    return took[row] / 1e6;
  }

  /** Throws what ended it too early. */
  void requireSuccess() throws SQLException {
    if (failure != null) {
      throw failure;
    }
  }
}
