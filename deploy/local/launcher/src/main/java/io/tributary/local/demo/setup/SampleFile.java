package io.tributary.local.demo.setup;

import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The legacy file of a sample on SQLite: a ready one that is unpacked, or one that is made by the
 * sample's statements; the DDL of the target is put beside it where the sample has one.
 *
 * @param sample the sample's directory
 * @param file which is made; its directory too
 */
record SampleFile(Path sample, Path file) {
  private static final String READY = "legacy.db.gz";
  private static final String TARGET = "target.sql";
  private static final List<String> STATEMENTS = List.of("legacy.sql", "data.sql");

  void make() {
    try {
      Files.createDirectories(file.getParent());
      if (Files.exists(sample.resolve(READY))) {
        unpack();
      }
      if (Files.exists(sample.resolve(TARGET))) {
        Files.copy(sample.resolve(TARGET), file.resolveSibling(TARGET));
      }
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        for (String name : STATEMENTS) {
          if (Files.exists(sample.resolve(name))) {
            // Runs every statement of a script, which execute() does not.
            statement.executeUpdate(Files.readString(sample.resolve(name)));
          }
        }
      }
    } catch (IOException | SQLException e) {
      throw new StartFailure("The sample file " + file + " was not made: " + e, e);
    }
  }

  private void unpack() throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(sample.resolve(READY)))) {
      Files.copy(in, file);
    }
  }
}
