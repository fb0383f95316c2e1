package io.tributary.cdc.preflight;

import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.cdc.sqlite.file.SqliteFileError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All checks of a SQLite file, in the order in which they are shown. */
final class SqliteChecks {
  private static final PreflightCode CODE = PreflightCode.SOURCE_CONNECTION;
  private final List<SqliteCheck> checks;

  SqliteChecks(PreflightSettings settings) {
    this.checks =
        List.of(
            new SqliteAccessCheck(SqliteAccessCheck::typeOfStore),
            new SqliteIntegrityCheck(settings.integrityCheckMillis()),
            new SqliteJournalCheck(),
            new SqliteCaptureCheck(),
            new SqliteMappingCheck());
  }

  /** Adds every outcome, and the summary of a file that can be read. */
  void look(
      Migration migration,
      Source source,
      List<PreflightCheck> found,
      List<SourceSummary> summaries) {
    try {
      SqliteFile.of(source)
          .read(
              session -> {
                found.addAll(look(SqliteReading.of(migration, source, session), summaries));
                return null;
              });
    } catch (TributaryException e) {
      found.add(unreadable(source, e));
    }
  }

  /** A damaged page may show before the check that looks for one has its turn. */
  private static PreflightCheck unreadable(Source source, TributaryException e) {
    if (e.report().code().equals(SqliteFileError.CORRUPT.code())) {
      return SqliteIntegrityCheck.damaged(source.name(), e.getMessage());
    }
    return CODE.failed(
        source.name(), e.getMessage(), "Correct the source's file, or what is wrong with it.");
  }

  private List<PreflightCheck> look(SqliteReading file, List<SourceSummary> summaries)
      throws SQLException {
    String version = file.session().text("SELECT sqlite_version()").orElse("?");
    List<PreflightCheck> found = new ArrayList<>();
    found.add(
        CODE.passed(
            file.subject(),
            "%s can be read, by SQLite %s. The application's own SQLite has to be 3.35 or newer: triggers run inside it."
                .formatted(file.path(), version)));
    for (SqliteCheck check : checks) {
      found.addAll(check.look(file));
    }
    summaries.add(file.summary());
    return found;
  }
}
