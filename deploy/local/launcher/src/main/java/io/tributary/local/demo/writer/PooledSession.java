package io.tributary.local.demo.writer;

import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.sample.DemoSample;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application's session through a pooler, which holds its statements while sides change. It
 * tries nothing again: a statement that fails, for whatever reason, is thrown. Only the server
 * knows on which side a transaction is.
 */
final class PooledSession implements ApplicationSession {
  private static final String SERVER = "SELECT inet_server_port()";

  private final Path envFile;
  private final DemoSample sample;
  private final int sourcePort;
  private @Nullable Connection connection;
  private WriteSide side = WriteSide.SOURCE;

  PooledSession(Path envFile, DemoSample sample, int sourcePort) {
    this.envFile = envFile;
    this.sample = sample;
    this.sourcePort = sourcePort;
  }

  @Override
  public WriteSide side() {
    return side;
  }

  @Override
  public Outcome write(List<SampleWrite> transaction) throws SQLException, IOException {
    Connection open = connect();
    side = lentBy(open);
    for (SampleWrite write : transaction) {
      WriteSession.run(open, write, side);
    }
    open.commit();
    return Outcome.ACCEPTED;
  }

  private WriteSide lentBy(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(SERVER)) {
      row.next();
      return row.getInt(1) == sourcePort ? WriteSide.SOURCE : WriteSide.TARGET;
    }
  }

  private Connection connect() throws IOException, SQLException {
    if (connection == null) {
      connection = DatabaseAddress.read(envFile, sample.variable()).open();
      connection.setAutoCommit(false);
    }
    return connection;
  }

  /** Its address is the same on both sides. */
  @Override
  public void followEnvFile() {}

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Broken already; the pooler ends what is left of it.
      }
      connection = null;
    }
  }
}
