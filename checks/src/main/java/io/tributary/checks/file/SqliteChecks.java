package io.tributary.checks.file;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.files.sqlite.source.SqliteFileError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All checks of a SQLite file, in the order in which they are shown. */
final class SqliteChecks {
  private static final PreflightCode CODE = PreflightCode.SOURCE_CONNECTION;
  private final FileAccess access;
  private final TopicNames topics;
  private final List<SqliteFileCheck> checks;

  SqliteChecks(FileAccess access, TopicNames topics, long integrityCheckMillis) {
    this.access = access;
    this.topics = topics;
    this.checks =
        List.of(
            new SqliteAccessCheck(SqliteAccessCheck::typeOfStore),
            new SqliteIntegrityCheck(integrityCheckMillis),
            new SqliteJournalCheck(),
            SqliteCaptureCheck.ofTables(),
            new SqliteChromaCheck(),
            new SqliteNamesCheck(),
            new MigrationListCheck(),
            new SqliteMappingCheck());
  }

  /** Every outcome, and the content of a file that can be read. */
  SourceCheckResult look(MovingSource moving) {
    Source source = moving.source();
    try {
      Path file = Path.of(source.converted().path());
      return access.read(source, file, session -> look(SqliteReading.of(moving, topics, session)));
    } catch (TributaryException e) {
      return SourceCheckResult.unreadable(unreadable(source, e));
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

  private SourceCheckResult look(SqliteReading file) throws SQLException {
    String version = file.session().text("SELECT sqlite_version()").orElse("?");
    List<PreflightCheck> found = new ArrayList<>();
    found.add(
        CODE.passed(
            file.subject(),
            "%s can be read, by SQLite %s. The application's own SQLite has to be 3.35 or newer: triggers run inside it."
                .formatted(file.path(), version)));
    for (SqliteFileCheck check : checks) {
      found.addAll(check.look(file));
    }
    return new SourceCheckResult(found, Optional.of(file.content()));
  }
}
