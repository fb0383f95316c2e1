package io.tributary.validator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One writer that commits transactions at the source, and one applier that runs the same statements
 * at the target later, in the same order, each together with the position of its commit.
 */
final class LaggingApply implements AutoCloseable {
  /** Transactions the applier may be behind, so that a slow machine does not lag ever more. */
  private static final int LAG_LIMIT = 100;

  /** As many are on their way at most while nothing is applied, so that the rest takes no time. */
  private static final int STUCK_LIMIT = 1_000;

  private record Transaction(String sql, long position) {}

  private final TwoDatabases databases;
  private final LinkedBlockingQueue<Transaction> waiting = new LinkedBlockingQueue<>();
  private final Random random = new Random(7);
  private final Thread writer;
  private final Thread applier;
  private volatile boolean writing = true;
  private volatile boolean applying = true;
  private volatile boolean stuck;
  private volatile boolean quiet;

  LaggingApply(TwoDatabases databases) {
    this.databases = databases;
    this.writer = new Thread(this::write, "writer");
    this.applier = new Thread(this::apply, "applier");
    writer.start();
    applier.start();
  }

  /** Stops applying for a while; the writer goes on. */
  void stuck(boolean value) {
    stuck = value;
  }

  /** Only heartbeats from now on. */
  void quiet() {
    quiet = true;
  }

  private void write() {
    try (Connection source = databases.openSource();
        Statement statement = source.createStatement()) {
      for (int i = 0; writing; i++) {
        while (writing && waiting.size() > (stuck ? STUCK_LIMIT : LAG_LIMIT)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        boolean beat = quiet;
        String sql = beat ? "SELECT pg_logical_emit_message(true, 'beat', '')" : change(i);
        source.setAutoCommit(false);
        statement.execute(sql.replace("$S", "app"));
        source.commit();
        try (ResultSet rows =
            statement.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
          rows.next();
          waiting.add(new Transaction(beat ? "SELECT 1" : sql, rows.getLong(1)));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(beat ? 50 : 2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String change(int i) {
    int id = random.nextInt(5_000);
    return switch (i % 6) {
      case 0 -> "INSERT INTO $S.busy VALUES (" + (10_000 + i) + ", 'new " + i + "')";
      case 1 -> "UPDATE $S.busy SET v = 'changed " + i + "' WHERE id = " + id;
      case 2 -> "DELETE FROM $S.busy WHERE id = " + (10_000 + i - 1_002);
      case 3 -> "UPDATE $S.hot SET n = n + 1 WHERE id = 1";
      case 4 -> "INSERT INTO $S.locks VALUES (1, 'held')";
      default -> "DELETE FROM $S.locks; INSERT INTO $S.log VALUES ('line " + (i % 9) + "')";
    };
  }

  private void apply() {
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement()) {
      target.setAutoCommit(false);
      while (applying) {
        Transaction next = stuck ? null : waiting.poll(20, TimeUnit.MILLISECONDS);
        if (next == null) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
          continue;
        }
        Transaction last = next;
        for (int batch = quiet ? LAG_LIMIT : random.nextInt(12);
            next != null;
            next = waiting.poll()) {
          statement.execute(next.sql().replace("$S", databases.targetSchema()));
          last = next;
          if (batch-- <= 0) {
            break;
          }
        }
        statement.execute("UPDATE tributary.checkpoint SET position = " + last.position());
        target.commit();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(quiet ? 1 : random.nextInt(40)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    writing = false;
    writer.join();
    applying = false;
    applier.join();
  }
}
