package io.tributary.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A writer that inserts, updates, swaps keys and deletes in transactions until it is told to stop.
 */
final class Shopper implements Runnable, AutoCloseable {
  /** Leaves the two processors to what is tested. */
  private static final long PACE_NANOS = 2_000_000;

  private final Shop shop;
  private final Random random;
  private final AtomicLong transactions = new AtomicLong();
  private final Thread thread = new Thread(this, "shopper");
  private volatile boolean running = true;
  private volatile Throwable failure;

  Shopper(Shop shop, long seed) {
    this.shop = shop;
    this.random = new Random(seed);
    thread.start();
  }

  long transactions() {
    return transactions.get();
  }

  @Override
  public void run() {
    try (Connection connection = shop.source();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (running) {
        int steps = 1 + random.nextInt(6);
        LockSupport.parkNanos(PACE_NANOS);
        for (int i = 0; i < steps; i++) {
          statement.execute(change(random));
        }
        if (random.nextInt(10) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          transactions.incrementAndGet();
        }
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  /** A change of the shop's tables. */
  static String change(Random random) {
    long id = 1 + random.nextInt(2500);
    return switch (random.nextInt(8)) {
      case 0, 1 -> "INSERT INTO account (owner) VALUES ('new-' || gen_random_uuid())";
      case 2, 3 -> "UPDATE account SET note = note || 'x' WHERE id = " + id;
      case 4 -> "UPDATE account SET owner = 'renamed-' || gen_random_uuid() WHERE id = " + id;
      case 5 -> "UPDATE account SET id = nextval('account_id_seq') WHERE id = " + id;
      case 6 -> "DELETE FROM account WHERE id = " + id;
      default ->
          random.nextBoolean()
              ? "INSERT INTO journal VALUES ('2026-01-01', 'same')"
              : "DELETE FROM journal WHERE ctid = (SELECT min(ctid) FROM journal WHERE entry = 'same')";
    };
  }

  /** Stops the writer; a statement that the source refused fails the test. */
  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
    if (failure != null) {
      throw new AssertionError("the writer was refused", failure);
    }
  }
}
