package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Predicate;

/**
 * A place in a file's log behind which every change is logged. Somebody else may read the rows
 * then, at any later moment: a connector that is given this place for its start sends all that
 * changed since, and takes no snapshot.
 *
 * @param number the number of the log's row, which grows
 * @param setting the value of {@code tributary.start.position}
 */
public record CaptureStart(long number, String setting) {

  /**
   * Puts log and triggers into the file, or puts right what is there, and names the last place. A
   * table whose changes may not all have been logged is put on the log to be read again, so before
   * that place. Repeated calls find what earlier ones made.
   *
   * @param owner the connector whose capture it is; another one's is refused
   * @param captured which tables, by name
   * @param waitMillis how long to wait for a writer
   * @throws SqliteFailure IN_USE, BUSY, or whatever is wrong with the file
   */
  public static CaptureStart in(
      Path path, String owner, Predicate<String> captured, int waitMillis) {
    FileIdentity file = new FileIdentity(path.toAbsolutePath());
    file.remember();
    try (SqliteSession sqlite = SqliteSession.open(file.path(), waitMillis)) {
      sqlite.begin("IMMEDIATE");
      new TableCaptureScope(captured).reconcile(sqlite, owner);
      CaptureLog log = new CaptureLog(sqlite);
      long last = log.last();
      LogPosition position =
          new LogPosition(last, log.nonce(last).orElseThrow(), log.fact("file").orElseThrow());
      sqlite.commit();
      return new CaptureStart(last, position.text());
    } catch (CaptureInstallation.TableGone e) {
      throw SqliteError.TABLE_GONE.failure(
          "captured table(s) " + e.getMessage() + " do not exist in " + file.path(), e);
    } catch (SQLException e) {
      throw SqliteFailure.of(file.path(), e);
    }
  }
}
