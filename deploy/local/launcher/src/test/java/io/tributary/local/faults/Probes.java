package io.tributary.local.faults;

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

  private final Shop shop;
  private final List<Accepted> atSource = Collections.synchronizedList(new ArrayList<>());
  private final List<Accepted> atTarget = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads;
  private volatile boolean running = true;

  Probes(Shop shop) {
    this.shop = shop;
    this.threads =
        List.of(
            new Thread(() -> write(shop::source, "public", 0, atSource), "probe source"),
            new Thread(
                () -> write(shop::targetAsApplication, "shop", 1_000_000_000L, atTarget),
                "probe target"));
    threads.forEach(Thread::start);
  }

  List<Accepted> atSource() {
    return List.copyOf(atSource);
  }

  List<Accepted> atTarget() {
    return List.copyOf(atTarget);
  }

  private void write(Opener opener, String schema, long first, List<Accepted> accepted) {
    long id = first;
    while (running) {
      try (Connection connection = opener.open();
          Statement statement = connection.createStatement()) {
        while (running) {
          id++;
          long begun = System.nanoTime();
          statement.execute("INSERT INTO " + schema + ".probe VALUES (" + id + ")");
          accepted.add(new Accepted(id, begun, System.nanoTime()));
          LockSupport.parkNanos(PACE_NANOS);
        }
      } catch (SQLException e) {
        // Refused, or not there yet: the next try decides anew.
        LockSupport.parkNanos(RETRY_NANOS);
      }
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
