package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.ReadPostponed;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.CaptureScope;
import io.tributary.files.sqlite.capture.LogPosition;
import io.tributary.files.sqlite.scan.CaptureRowReader;
import io.tributary.files.sqlite.table.CaptureTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that reads need and that stays the same until a definition changes.
 *
 * @param forms the captured tables by their numbers
 * @param captured what the forms were made from
 * @param schemaVersion the definitions that they were made from
 * @param held whether a read may be held over several polls: in WAL mode it keeps nobody waiting
 */
record CaptureReading(
    SqliteSession sqlite,
    CaptureLog log,
    CaptureRowReader rows,
    Map<Long, TableForm> forms,
    CaptureScope captured,
    long schemaVersion,
    boolean held,
    String file) {

  static CaptureReading of(
      SqliteSession sqlite, CaptureScope captured, Map<Long, CaptureTable> tables, String prefix)
      throws SQLException {
    Map<Long, TableForm> forms = new TreeMap<>();
    tables.forEach((id, table) -> forms.put(id, new TableForm(table, prefix)));
    CaptureLog log = new CaptureLog(sqlite);
    return new CaptureReading(
        sqlite,
        log,
        new CaptureRowReader(sqlite, sqlite.encoding()),
        forms,
        captured,
        log.knownSchemaVersion(),
        sqlite.writeAheadLog(),
        log.fact("file").orElse(""));
  }

  /**
   * Begins a read, unless one is held, and checks that the file still is what it was.
   *
   * @throws DefinitionsChanged the tables may not be what the forms say
   * @throws SqliteFailure FILE_REPLACED
   */
  void begin(LogPosition position) throws SQLException {
    if (sqlite.inTransaction()) {
      return;
    }
    Optional<Long> nonce;
    try {
      sqlite.begin("DEFERRED");
      nonce = log.nonce(position.seq());
    } catch (SQLException e) {
      sqlite.rollback();
      if (ReadPostponed.is(e)) {
        throw new ReadPostponed(e);
      }
      throw e;
    }
    if (!nonce.equals(Optional.of(position.nonce()))) {
      throw SqliteError.FILE_REPLACED.failure(
          "the log has no row "
              + position.seq()
              + " of the history that was being read: the file was restored from a copy, or copied"
              + " without its -wal, or the log was written by others. Delete the connector with its"
              + " offsets and create it again");
    }
    if (sqlite.schemaVersion() != schemaVersion || captured.changed(sqlite)) {
      throw new DefinitionsChanged();
    }
  }

  /** Changes when another connection has committed; asked outside of a read. */
  long contentVersion() throws SQLException {
    try {
      return sqlite.contentVersion();
    } catch (SQLException e) {
      if (ReadPostponed.is(e)) {
        throw new ReadPostponed(e);
      }
      throw e;
    }
  }

  /** Ends a read, unless it is to be held and may be. */
  void end(boolean hold) throws SQLException {
    if (sqlite.inTransaction() && !(hold && held)) {
      sqlite.commit();
    }
  }

  static long size(List<SqliteValue> row) {
    return row.stream().mapToLong(v -> v.literal() == null ? 0 : v.literal().length()).sum();
  }

  /** Somebody changed a definition, or ran VACUUM. */
  static final class DefinitionsChanged extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
