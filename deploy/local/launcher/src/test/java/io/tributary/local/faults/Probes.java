package io.tributary.local.faults;

import io.tributary.common.model.Direction;
import io.tributary.local.fixture.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Two writers that try to write to both sides all the time and note what was accepted, and when.
 */
final class Probes implements AutoCloseable {
  /** Leaves the two processors to what is tested. */
  private static final long PACE_NANOS = 5_000_000;

  private static final long RETRY_NANOS = 50_000_000;

  /** More than any round writes. */
  private static final long IDS = 1_000_000;

  private final Shop shop;
  private final List<Accepted> atSource = Collections.synchronizedList(new ArrayList<>());
  private final List<Accepted> atTarget = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads;
  private volatile boolean running = true;

  /**
   * Starts the writers.
   *
   * @param round how many probes wrote to the same tables before
   */
  Probes(Shop shop, int round) {
    this.shop = shop;
    long first = round * IDS;
    this.threads =
        List.of(
            new Thread(() -> write(shop::source, "public", first, atSource), "probe source"),
            new Thread(
                () -> write(shop::targetAsApplication, "shop", first + IDS / 2, atTarget),
                "probe target"));
    threads.forEach(Thread::start);
  }

  List<Accepted> atSource() {
    return List.copyOf(atSource);
  }

  List<Accepted> atTarget() {
    return List.copyOf(atTarget);
  }

  /** What was accepted at the side that is left in a direction. */
  List<Accepted> of(Direction left) {
    return left == Direction.OUT ? atSource() : atTarget();
  }

  private void write(Opener opener, String schema, long first, List<Accepted> accepted) {
    long id = first;
    while (running) {
      try (Connection connection = opener.open();
          Statement statement = connection.createStatement()) {
        while (running && !connection.isClosed()) {
          id++;
          long begun = System.nanoTime();
          boolean taken = taken(statement, "INSERT INTO " + schema + ".probe VALUES (" + id + ")");
          if (taken) {
            accepted.add(new Accepted(id, begun, System.nanoTime()));
          }
          LockSupport.parkNanos(taken ? PACE_NANOS : RETRY_NANOS);
        }
      } catch (SQLException e) {
        // Not there, or not there yet: the next try decides anew.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** A refusal leaves the connection as it is, as with an application's pool. */
  private static boolean taken(Statement statement, String insert) {
    try {
      statement.execute(insert);
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

  /** A write that was acknowledged, with the times between which it took effect. */
  record Accepted(long id, long begun, long acknowledged) {}

  private interface Opener {
    Connection open() throws SQLException;
  }
}
