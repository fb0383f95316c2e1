package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.util.Map;

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
   * @param settings the connector's, as Connect takes them
   * @param waitMillis how long to wait for a writer
   * @throws SqliteFailure IN_USE, BUSY, or whatever is wrong with file or settings
   */
  public static CaptureStart in(Map<String, String> settings, int waitMillis) {
    SqliteSettings parsed = new SqliteSettings(settings);
    SourceFile file = new SourceFile(parsed.file());
    file.remember();
    try (Sqlite sqlite = Sqlite.open(file.path(), waitMillis)) {
      sqlite.begin("IMMEDIATE");
      new OwnTables(parsed.captured()).reconcile(sqlite, parsed.prefix());
      CaptureLog log = new CaptureLog(sqlite);
      long last = log.last();
      Position position =
          new Position(last, log.nonce(last).orElseThrow(), log.fact("file").orElseThrow());
      sqlite.commit();
      return new CaptureStart(last, position.text());
    } catch (Installation.TableGone e) {
      throw SqliteError.TABLE_GONE.failure(
          "captured table(s) " + e.getMessage() + " do not exist in " + file.path(), e);
    } catch (SQLException e) {
      throw SqliteFailure.of(file.path(), e);
    }
  }
}
