package io.tributary.connect.sqlite;

import static io.tributary.connect.sqlite.Names.quote;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes everything that the connector and the fence have put into a file out of it again, in one
 * transaction: the schema is as before, text by text. The connector must be gone; a task that still
 * runs stops with TRB-SQLITE-CAPTURE-MISSING.
 */
public final class CaptureRemoval {
  private static final int WAIT_MILLIS = 30_000;

  private CaptureRemoval() {}

  /** Removes the capture; a file without one is left alone. */
  public static void from(Path file, int waitMillis) {
    try (Sqlite sqlite = Sqlite.open(file, waitMillis)) {
      sqlite.begin("IMMEDIATE");
      for (String type : List.of("trigger", "table")) {
        for (String name :
            sqlite.list(
                "SELECT name FROM sqlite_master WHERE type = ? AND name GLOB ?",
                row -> row.getString(1),
                type,
                Names.OWN + "*")) {
          sqlite.execute("DROP " + type + " " + quote(name));
        }
      }
      sqlite.commit();
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  /** For those who run the connector by itself: removes the captures from the named files. */
  public static void main(String[] files) {
    for (String file : files) {
      from(Path.of(file).toAbsolutePath(), WAIT_MILLIS);
    }
  }
}
