package io.tributary.local.release;

import io.tributary.checks.file.QuotedShellWord;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.sqlite.capture.CaptureRemoval;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A SQLite file or a Chroma directory that has moved.
 *
 * @param path of it
 */
record OldFile(Path path) {
  private static final int WAIT_MILLIS = 30_000;
  private static final String OWN =
      "SELECT count(*) FROM sqlite_master WHERE name GLOB '_tributary_*'";
  private static final String CAPTURED =
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_tributary_capture'";
  private static final String OWNER = "SELECT value FROM _tributary_capture WHERE name = 'owner'";

  /** What is there of ours. */
  private record Held(long objects, Optional<String> owner) {}

  /**
   * Takes everything of Tributary's out, in one transaction.
   *
   * @param captured whether also a capture goes, which may be that of a migration that runs
   * @return what was done, for people
   */
  String release(boolean captured) {
    Path file = Files.isDirectory(path) ? new ChromaDirectory(path).file() : path;
    Held held = new UntouchedSqliteFile(path.toString(), file.toAbsolutePath()).read(OldFile::held);
    if (held.objects() == 0) {
      return path + " has nothing of Tributary's: nothing was changed.";
    }
    if (held.owner().isPresent() && !captured) {
      throw new NotReleased(
          "it is captured for connector "
              + held.owner().get()
              + ". Abort or complete its migration; if that is gone: ./tributary release --captured "
              + QuotedShellWord.of(path.toString()));
    }
    CaptureRemoval.from(file.toAbsolutePath(), WAIT_MILLIS);
    return path
        + " is released: "
        + held.objects()
        + " tables, triggers and indexes of Tributary's were taken out. Applications can write to it"
        + " again; what they write does not reach the target.";
  }

  private static Held held(SqliteReadSession session) throws SQLException {
    Optional<String> owner =
        session.number(CAPTURED).isPresent() ? session.text(OWNER) : Optional.empty();
    return new Held(session.number(OWN).orElse(0L), owner);
  }
}
