package io.tributary.local.demo.writer;

import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.database.WriteFailure;
import io.tributary.local.demo.sample.DemoSample;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application's session at a database that JDBC reaches. */
final class WriteSession implements ApplicationSession {
  private final Path envFile;
  private final DemoSample sample;
  private final int sourcePort;
  private @Nullable DatabaseAddress address;
  private @Nullable Connection connection;

  WriteSession(Path envFile, DemoSample sample, int sourcePort) {
    this.envFile = envFile;
    this.sample = sample;
    this.sourcePort = sourcePort;
  }

  @Override
  public WriteSide side() {
    return address().legacy(sourcePort) ? WriteSide.SOURCE : WriteSide.TARGET;
  }

  private DatabaseAddress address() {
    return Objects.requireNonNull(address, "it was read when the session was opened");
  }

  @Override
  public Outcome write(List<SampleWrite> transaction) throws SQLException, IOException {
    boolean committing = false;
    try {
      Connection open = connect();
      for (SampleWrite write : transaction) {
        run(open, write, side());
      }
      committing = true;
      open.commit();
      return Outcome.ACCEPTED;
    } catch (SQLException e) {
      WriteFailure failure = address().failure(e);
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

  private Connection connect() throws IOException, SQLException {
    if (connection == null) {
      address = read();
      connection = address.open();
      connection.setAutoCommit(false);
      if (sample.createsSchema() && side() == WriteSide.TARGET) {
        createSchema(connection);
      }
    }
    return connection;
  }

  /** As TypeORM does, whether the schema exists or not. */
  private void createSchema(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + sample.schema());
      open.commit();
    }
  }

  @Override
  public void followEnvFile() throws IOException {
    if (!read().equals(address)) {
      close();
    }
  }

  private DatabaseAddress read() throws IOException {
    return DatabaseAddress.read(envFile, sample.variable());
  }

  static void run(Connection open, SampleWrite write, WriteSide side) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(write.sql(side))) {
      List<Object> parameters = write.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        statement.setObject(i + 1, parameters.get(i));
      }
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new LostWriteException(write, rows, side);
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
