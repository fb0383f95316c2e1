package io.tributary.bench.cutover;

import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An application on each side that tries to write all the time, at the target as the role that the
 * migration makes, and notes when writes were taken.
 */
final class SwitchingWriter implements AutoCloseable {
  private static final long PACE_NANOS = 2_000_000;

  /** Behind all rows of the largest table. */
  private static final long FIRST_AT_SOURCE = 1_000_000_000;

  private static final long FIRST_AT_TARGET = 2_000_000_000L;

  private final Side source = new Side();
  private final Side target = new Side();
  private final List<Thread> threads;
  private volatile boolean running = true;

  SwitchingWriter(DatabasePair pair) {
    threads =
        List.of(
            new Thread(() -> write(pair::openSource, FIRST_AT_SOURCE, source)),
            new Thread(
                () ->
                    write(
                        () ->
                            pair.target()
                                .connect(pair.name(), pair.name() + "-app", BenchStage.PASSWORD),
                        FIRST_AT_TARGET,
                        target)));
    threads.forEach(Thread::start);
  }

  /** The writes that the source took. */
  Side source() {
    return source;
  }

  /** The writes that the target took. */
  Side target() {
    return target;
  }

  /** Where the application tries to write. */
  static final class Side {
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    /** How many writes it took since it was last closed. */
    int taken() {
      return taken.get();
    }

    /** It is closed and takes nothing: the next write is the first. */
    void closed() {
      taken.set(0);
    }

    /** From the last acknowledgement of the other side to the first one here. */
    double pauseMillis(Side other) {
      return (first.get() - other.last.get()) / 1e6;
    }

    private void accepted() {
      long now = System.nanoTime();
      last.set(now);
      if (taken.get() == 0) {
        first.set(now);
      }
      taken.incrementAndGet();
    }
  }

  private void write(Opening opening, long firstKey, Side side) {
    long key = firstKey;
    while (running) {
      try (Connection connection = opening.open();
          PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO bench.item SELECT "
                      + ItemTable.ROW
                      + " FROM (SELECT ?::bigint AS g) k")) {
        while (running && !connection.isClosed()) {
          insert.setLong(1, key++);
          if (accepted(insert)) {
            side.accepted();
          }
          LockSupport.parkNanos(PACE_NANOS);
        }
      } catch (SQLException e) {
        // No connection: the next try decides anew.
        LockSupport.parkNanos(PACE_NANOS);
      }
    }
  }

  /** A refusal leaves the connection as it is, as with an application's pool. */
  private static boolean accepted(PreparedStatement insert) {
    try {
      insert.execute();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private interface Opening {
    Connection open() throws SQLException;
  }
}
