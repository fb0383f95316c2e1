package io.tributary.bench.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A source database and the target database of the same name.
 *
 * @param name of both, and of whatever replicates between them
 */
public record DatabasePair(BenchServer source, BenchServer target, String name)
    implements AutoCloseable {
  private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(15);

  /** The same with its ends exchanged. */
  public DatabasePair reversed() {
    return new DatabasePair(target, source, name);
  }

  /** A connection to the source. */
  public Connection openSource() throws SQLException {
    return source.connect(name);
  }

  /** A connection to the target. */
  public Connection openTarget() throws SQLException {
    return target.connect(name);
  }

  /** Writes a mark at the source, which arrives after everything that was committed before. */
  public void mark(String mark) throws SQLException {
    try (Connection connection = openSource();
        PreparedStatement statement =
            connection.prepareStatement("UPDATE bench.item SET note = ? WHERE id = 0")) {
      statement.setString(1, mark);
      statement.execute();
    }
  }

  /** Returns when the mark is at the target. */
  public void awaitMark(String mark) throws SQLException {
    try (Connection connection = openTarget();
        PreparedStatement statement =
            connection.prepareStatement("SELECT note FROM bench.item WHERE id = 0")) {
      PatientWait.until(
          "the mark " + mark + " is at the target",
          ARRIVAL_LIMIT,
          () -> {
            try (ResultSet found = statement.executeQuery()) {
              return found.next() && mark.equals(found.getString(1));
            }
          });
    }
  }

  /** Writes out what the servers still have to write, so that nobody pays for others. */
  public void settle() throws SQLException {
    source.execute("postgres", "CHECKPOINT");
    target.execute("postgres", "CHECKPOINT");
  }

  /** Drops both databases. */
  @Override
  public void close() throws SQLException {
    source.drop(name);
    target.drop(name);
  }
}
