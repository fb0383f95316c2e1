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
  private static final long FIRST_AT_SOURCE = 20_000_000;
  private static final long FIRST_AT_TARGET = 40_000_000;

  private final AtomicInteger atSource = new AtomicInteger();
  private final AtomicInteger atTarget = new AtomicInteger();
  private final AtomicLong lastAtSource = new AtomicLong();
  private final AtomicLong firstAtTarget = new AtomicLong();
  private final List<Thread> threads;
  private volatile boolean running = true;

  SwitchingWriter(DatabasePair pair) {
    threads =
        List.of(
            new Thread(() -> write(pair::openSource, FIRST_AT_SOURCE, this::takenAtSource)),
            new Thread(
                () ->
                    write(
                        () ->
                            pair.target()
                                .connect(pair.name(), pair.name() + "-app", BenchStage.PASSWORD),
                        FIRST_AT_TARGET,
                        this::takenAtTarget)));
    threads.forEach(Thread::start);
  }

  /** How many writes the source took. */
  int atSource() {
    return atSource.get();
  }

  /** How many writes the target took. */
  int atTarget() {
    return atTarget.get();
  }

  /** From acknowledgement to acknowledgement. */
  double pauseMillis() {
    return (firstAtTarget.get() - lastAtSource.get()) / 1e6;
  }

  private void takenAtSource() {
    lastAtSource.set(System.nanoTime());
    atSource.incrementAndGet();
  }

  private void takenAtTarget() {
    if (atTarget.getAndIncrement() == 0) {
      firstAtTarget.set(System.nanoTime());
    }
  }

  private void write(Opening opening, long firstKey, Runnable taken) {
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
            taken.run();
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
