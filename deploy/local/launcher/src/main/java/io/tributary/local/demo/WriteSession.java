package io.tributary.local.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** A connection through JDBC. */
final class WriteSession implements ApplicationSession {
  private final Path envFile;
  private final String variable;
  private final int sourcePort;
  private DatabaseAddress address;
  private Connection connection;

  WriteSession(Path envFile, String variable, int sourcePort) {
    this.envFile = envFile;
    this.variable = variable;
    this.sourcePort = sourcePort;
  }

  @Override
  public Side side() {
    return address.legacy(sourcePort) ? Side.SOURCE : Side.TARGET;
  }

  @Override
  public Outcome write(List<Write> transaction) throws SQLException, IOException {
    boolean committing = false;
    try {
      connect();
      for (Write write : transaction) {
        run(write);
      }
      committing = true;
      connection.commit();
      return Outcome.ACCEPTED;
    } catch (SQLException e) {
      WriteFailure failure = address.failure(e);
      if (failure == WriteFailure.CONNECTION_LOST) {
        close();
        return committing ? Outcome.UNKNOWN : Outcome.REFUSED;
      }
      if (connection != null) {
        connection.rollback();
      }
      if (failure == WriteFailure.REFUSED) {
        return Outcome.REFUSED;
      }
      throw e;
    }
  }

  private void connect() throws IOException, SQLException {
    if (connection == null) {
      address = read();
      connection = address.open();
      connection.setAutoCommit(false);
    }
  }

  @Override
  public void followEnvFile() throws IOException {
    if (!read().equals(address)) {
      close();
    }
  }

  private DatabaseAddress read() throws IOException {
    return DatabaseAddress.read(envFile, variable);
  }

  private void run(Write write) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(write.sql(side()))) {
      List<String> parameters = write.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new LostWriteException(write, rows, side());
      }
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Broken already; the server ends what is left of it.
      }
      connection = null;
    }
  }
}
