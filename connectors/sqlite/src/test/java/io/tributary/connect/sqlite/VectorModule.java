package io.tributary.connect.sqlite;

import io.tributary.fixture.VectorLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** The real module vec0 in a connection; {@link VectorLibrary} has its library. */
final class VectorModule {
  private VectorModule() {}

  /** A connection that has the module, as an application's. */
  static Connection open(Path library, Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT load_extension('" + library + "')");
    }
    return connection;
  }
}
