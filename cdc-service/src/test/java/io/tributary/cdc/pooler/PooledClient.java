package io.tributary.cdc.pooler;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of a pooler that asks all the time over one connection where it is. */
final class PooledClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration WAITING = Duration.ofMillis(300);
  private static final int PAUSE_MILLIS = 5;

  private final PooledShop shop;
  private final Thread thread = new Thread(this::run, "pooled client");
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private volatile boolean running = true;
  private volatile int statements;
  private volatile String at = "";
  private volatile long longestMillis;
  private volatile long askedAt;

  PooledClient(PooledShop shop) {
    this.shop = shop;
    thread.start();
  }

  private void run() {
    try (Connection connection = shop.client();
        Statement statement = connection.createStatement()) {
      while (running) {
        askedAt = System.nanoTime();
        try (ResultSet answer = statement.executeQuery("SELECT current_database()")) {
          answer.next();
          at = answer.getString(1);
        }
        longestMillis = Math.max(longestMillis, (System.nanoTime() - askedAt) / 1_000_000);
        askedAt = 0;
        statements++;
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException | InterruptedException e) {
      failures.add(e.toString());
    }
  }

  int statements() {
    return statements;
  }

  long longestMillis() {
    return longestMillis;
  }

  List<String> failures() {
    return failures;
  }

  void awaitAt(String database) {
    await().atMost(LIMIT).until(() -> at.equals(database) || !failures.isEmpty());
  }

  /** Until it has waited for its answer for a while. */
  void awaitWaiting() {
    await()
        .atMost(LIMIT)
        .until(() -> askedAt != 0 && System.nanoTime() - askedAt > WAITING.toNanos());
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join(LIMIT.toMillis());
  }
}
