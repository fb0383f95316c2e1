package io.tributary.connect.sqlite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.fixture.BoundedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/** The real module vec0, which npm installs into {@code target}. */
final class VectorModule {
  private static final String VERSION = "0.1.9";
  private static final Path PLACE = Path.of("target", "sqlite-vec").toAbsolutePath();

  private VectorModule() {}

  /** The library; without it the test is skipped with the reason. */
  static Path require() throws IOException {
    Files.createDirectories(PLACE);
    if (library() == null) {
      BoundedProgram.Result install =
          BoundedProgram.run(
              PLACE,
              Duration.ofMinutes(2),
              List.of(
                  "npm",
                  "install",
                  "--prefix=" + PLACE,
                  "--no-audit",
                  "--no-fund",
                  "--no-package-lock",
                  "--ignore-scripts",
                  "--fetch-retries=0",
                  "--fetch-timeout=20000",
                  "sqlite-vec@" + VERSION));
      assumeTrue(
          install.well() && library() != null,
          "npm could not install sqlite-vec " + VERSION + ": " + install.output());
    }
    return library();
  }

  private static Path library() throws IOException {
    try (Stream<Path> files = Files.walk(PLACE)) {
      return files
          .filter(file -> file.getFileName().toString().matches("vec0\\.(so|dylib|dll)"))
          .findFirst()
          .orElse(null);
    }
  }

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
