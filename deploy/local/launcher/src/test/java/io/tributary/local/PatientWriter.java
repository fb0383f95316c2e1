package io.tributary.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A writer that connects again whenever it is thrown out, and notes which transactions were
 * acknowledged: each inserts a number of its own into the table {@code probe}.
 */
final class PatientWriter implements Runnable, AutoCloseable {
  /** Leaves the two processors to what is tested. */
  private static final long PACE_NANOS = 4_000_000;

  private static final long RETRY_NANOS = 50_000_000;
  private static final int MOST_CHANGES = 5;

  private final Opener source;
  private final Function<Random, String> change;
  private final Random random;
  private final List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread = new Thread(this, "patient writer");
  private volatile boolean running = true;
  private long next;

  /** Begins to write; transactions are numbered behind {@code first}. */
  PatientWriter(Opener source, Function<Random, String> change, long first, long seed) {
    this.source = source;
    this.change = change;
    this.next = first;
    this.random = new Random(seed);
    thread.start();
  }

  /** Numbers of the transactions that were acknowledged. */
  List<Long> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** How many were. */
  int transactions() {
    return acknowledged.size();
  }

  @Override
  public void run() {
    while (running) {
      try (Connection connection = source.open();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        while (running) {
          write(connection, statement);
          LockSupport.parkNanos(PACE_NANOS);
        }
      } catch (SQLException e) {
        // Down, refused behind the fence, or in conflict: the next try decides anew.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void write(Connection connection, Statement statement) throws SQLException {
    long id = ++next;
    int changes = random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      statement.execute(change.apply(random));
    }
    statement.execute("INSERT INTO probe VALUES (" + id + ")");
    if (random.nextInt(10) == 0) {
      connection.rollback();
    } else {
      connection.commit();
      acknowledged.add(id);
    }
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
  }

  /** Opens a connection to the source. */
  interface Opener {
    Connection open() throws SQLException;
  }
}
