package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.capture.TableCaptureScope;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/** A file as a connector leaves it, for tests of what needs a fence and no worker. */
public final class CapturedFile {
  private CapturedFile() {}

  /** Captures every table of the file, and raises the fence of its source. */
  public static void fence(Path file, SourceDriver source) {
    try (SqliteSession sqlite = SqliteSession.open(file, 5_000)) {
      sqlite.begin("IMMEDIATE");
      new TableCaptureScope(table -> true).reconcile(sqlite, "owner");
      sqlite.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    source.raiseFence("token-1", Instant.now().plusSeconds(60));
  }
}
