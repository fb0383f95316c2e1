package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A damaged page would stop the stream in the middle of the migration. */
final class SqliteIntegrityCheck implements SqliteFileCheck {
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
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limit);
    // Table by table: a check of the whole file fails where a virtual table's module is missing.
    for (TableName table : file.content().tables()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      Optional<String> answer =
          left <= 0
              ? Optional.empty()
              : file.session()
                  .textWithin("PRAGMA quick_check(" + Sql.identifier(table.name()) + ")", left);
      if (answer.isEmpty()) {
        return List.of(
            CODE.warning(
                file.subject(),
                "The file was not checked to its end within " + limit + " ms.",
                "Look at a copy of it: `VACUUM INTO %s;` and there `PRAGMA quick_check;`"
                    .formatted(Sql.literal(file.path() + ".copy").strip())));
      }
      if (!answer.get().equals("ok")) {
        return List.of(
            damaged(
                file.subject(),
                "The file is damaged in table " + table.name() + ": " + answer.get()));
      }
    }
    return List.of(CODE.passed(file.subject(), "SQLite finds no damaged page."));
  }

  static PreflightCheck damaged(String subject, String finding) {
    return CODE.failed(
        subject, finding, "Restore the file, or bring what can be read into a new one (.recover).");
  }
}
