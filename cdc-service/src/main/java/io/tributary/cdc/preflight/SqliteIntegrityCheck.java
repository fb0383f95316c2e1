package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A damaged page would stop the stream in the middle of the migration. */
final class SqliteIntegrityCheck implements SqliteCheck {
  private static final PreflightCode CODE = PreflightCode.SQLITE_INTEGRITY;

  /** In a rollback mode a reader keeps writers from committing. */
  private static final long WITH_WAITING_WRITERS_MILLIS = 500;

  private final long limitMillis;

  SqliteIntegrityCheck(long limitMillis) {
    this.limitMillis = limitMillis;
  }

  @Override
  public List<PreflightCheck> look(SqliteReading file) throws SQLException {
    long limit =
        file.writeAheadLog() ? limitMillis : Math.min(limitMillis, WITH_WAITING_WRITERS_MILLIS);
    Optional<String> answer = file.session().textWithin("PRAGMA quick_check(1)", limit);
    if (answer.isEmpty()) {
      return List.of(
          CODE.warning(
              file.subject(),
              "The file was not checked to its end within " + limit + " ms.",
              "Run PRAGMA quick_check on a copy (VACUUM INTO) of it."));
    }
    return List.of(
        answer.get().equals("ok")
            ? CODE.passed(file.subject(), "SQLite finds no damaged page.")
            : CODE.failed(
                file.subject(),
                "The file is damaged: " + answer.get(),
                "Restore the file, or bring what can be read into a new one (.recover)."));
  }
}
