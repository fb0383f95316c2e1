package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;

/**
 * Warns about a file without a write-ahead log: its writers have to wait while the connector reads.
 */
final class SqliteJournalCheck implements SqliteFileCheck {
  private static final PreflightCode CODE = PreflightCode.SQLITE_JOURNAL;

  @Override
  public List<PreflightCheck> look(SqliteReading file) {
    return List.of(
        file.writeAheadLog()
            ? CODE.passed(file.subject(), "The file has a write-ahead log.")
            : CODE.warning(
                file.subject(),
                "The file has a rollback journal: writers wait for each read of the connector, and rows that are changed during the snapshot can break unique indexes and foreign keys until the stream has caught up.",
                "`PRAGMA journal_mode = WAL;` if the application can live with it, or let it write little during the snapshot."));
  }
}
