package io.tributary.files.sqlite.capture;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.table.CaptureTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Puts tables on the log of a captured file as ones that are to be read again: the connector then
 * empties each in its stream and sends all of its rows.
 */
public final class LoggedTables {
  /** A message that says nothing: the stream comes to it once all rows are sent. */
  private static final String BEHIND = "tributary.sent-again";

  private static final String CAPTURED =
      "SELECT 1 FROM %s WHERE name = ?".formatted(SqliteNames.quote(SqliteNames.TABLES));

  private LoggedTables() {}

  /** Whether the capture has taken a table in, all of whose rows were put on the log by that. */
  public static boolean captured(SqliteReadSession file, String table) throws SQLException {
    return file.number(CAPTURED, table).isPresent();
  }

  /**
   * Logs a table, unless the log has it behind the position up to which the stream is applied.
   *
   * @param owner the connector whose capture it is; another one's is refused
   * @param captured which tables, by name
   * @param table its name
   * @param applied up to where the stream is applied
   * @param waitMillis how long to wait for a writer
   * @return a number of the log to which the stream comes behind all of the table's rows; empty
   *     where no such table is captured
   * @throws SqliteFailure IN_USE, BUSY, or whatever is wrong with the file
   */
  public static OptionalLong again(
      Path path,
      String owner,
      Predicate<String> captured,
      String table,
      long applied,
      int waitMillis) {
    try (SqliteSession sqlite = SqliteSession.open(path, waitMillis)) {
      sqlite.begin("IMMEDIATE");
      Map<Long, CaptureTable> tables = new TableCaptureScope(captured).reconcile(sqlite, owner);
      CaptureLog log = new CaptureLog(sqlite);
      OptionalLong found = OptionalLong.empty();
      for (Map.Entry<Long, CaptureTable> known : tables.entrySet()) {
        if (known.getValue().name().equals(table)) {
          if (!log.readsAgain(known.getKey(), applied)) {
            log.readAgain(known.getKey());
          }
          log.message(BEHIND, table);
          found = OptionalLong.of(log.last());
        }
      }
      sqlite.commit();
      return found;
    } catch (CaptureInstallation.TableGone e) {
      throw SqliteError.TABLE_GONE.failure(
          "captured table(s) " + e.getMessage() + " do not exist in " + path, e);
    } catch (SQLException e) {
      throw SqliteFailure.of(path, e);
    }
  }
}
