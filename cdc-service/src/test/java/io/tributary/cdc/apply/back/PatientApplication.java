package io.tributary.cdc.apply.back;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An application that writes to one of two databases, and to the other one when it is refused. Each
 * of its transactions has a name of its own, so that one that is there twice is refused by a key.
 */
final class PatientApplication implements AutoCloseable {
  private final TwoWayMigration move;
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "application");
  private volatile boolean stopping;
  private boolean atTarget;
  private int number;

  PatientApplication(TwoWayMigration move) {
    this.move = move;
    thread.start();
  }

  void awaitWrites(int more) {
    int goal = acknowledged.size() + more;
    await().atMost(TwoWayStreams.LIMIT).until(() -> acknowledged.size() >= goal);
  }

  /** The names of all transactions that were committed. */
  List<String> stop() throws InterruptedException {
    stopping = true;
    thread.join();
    return acknowledged;
  }

  private void run() {
    while (!stopping) {
      try (Connection connection = atTarget ? move.asApplication() : move.asLegacyApplication();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        while (!stopping) {
          write(connection, statement, atTarget ? "app" : "public");
        }
      } catch (SQLException e) {
        atTarget = !atTarget;
      }
    }
  }

  private void write(Connection connection, Statement statement, String schema)
      throws SQLException {
    String name = "w" + number;
    number++;
    statement.execute("SET LOCAL search_path = " + schema);
    statement.execute("INSERT INTO account (owner) VALUES ('" + name + "')");
    statement.execute("UPDATE account SET changed = changed + 1 WHERE owner = 'early 7'");
    statement.execute("INSERT INTO line VALUES ('" + name + "')");
    connection.commit();
    acknowledged.add(name);
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
