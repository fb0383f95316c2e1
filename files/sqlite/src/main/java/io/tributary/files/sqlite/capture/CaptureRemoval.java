package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes everything that the connector and the fence have put into a file out of it again, in one
 * transaction: the schema is as before, text by text. The connector must be gone; a task that still
 * runs stops with TRB-SQLITE-CAPTURE-MISSING.
 */
public final class CaptureRemoval {
  private static final int WAIT_MILLIS = 30_000;

  private CaptureRemoval() {}

  /** Removes the capture and the fence; a file without them is left alone. */
  public static void from(Path file, int waitMillis) {
    remove(file, waitMillis, name -> true);
  }

  /**
   * Removes the capture and leaves a fence that stands: its triggers need nothing else, and nobody
   * is to write by mistake into a file whose rows have moved. Afterwards {@link #from} removes it.
   */
  public static void besideFence(Path file, int waitMillis) {
    remove(file, waitMillis, name -> !name.startsWith(SqliteNames.FENCE));
  }

  private static void remove(Path file, int waitMillis, Predicate<String> chosen) {
    try (SqliteSession sqlite = SqliteSession.open(file, waitMillis)) {
      sqlite.begin("IMMEDIATE");
      CaptureObjects.drop(sqlite, List.of("trigger", "index", "table"), chosen);
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
