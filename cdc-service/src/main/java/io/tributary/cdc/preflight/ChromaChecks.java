package io.tributary.cdc.preflight;

import io.tributary.cdc.chroma.directory.SourceDirectory;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.cdc.sqlite.file.SqliteSession;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All checks of a Chroma directory, in the order in which they are shown. */
final class ChromaChecks {
  private static final PreflightCode CODE = PreflightCode.SOURCE_CONNECTION;

  /** Those of SQLite that are about the file's surroundings and its capture. */
  private final List<SqliteCheck> ofFile =
      List.of(new SqliteAccessCheck(SqliteAccessCheck::typeOfStore), new SqliteCaptureCheck());

  /** Adds every outcome, and the summary of a directory that can be read. */
  void look(
      Migration migration,
      Source source,
      List<PreflightCheck> found,
      List<SourceSummary> summaries) {
    try {
      SourceDirectory directory = SourceDirectory.of(source);
      ChromaReading reading = ChromaReading.of(source, directory.shapes());
      List<PreflightCheck> all = new ArrayList<>();
      all.add(
          CODE.passed(
              source.name(),
              "%s can be read: %d collections, %d of which move."
                  .formatted(
                      directory.path(),
                      reading.basis().collections().size(),
                      reading.moving().size())));
      all.addAll(
          directory
              .file()
              .read(session -> ofFile(migration, source, directory.file(), session, reading)));
      all.addAll(new ChromaMappingCheck().look(reading));
      all.addAll(new ChromaFindingsCheck().look(reading, directory.findings()));
      found.addAll(all);
      summaries.add(reading.summary());
    } catch (TributaryException e) {
      found.add(
          CODE.failed(
              source.name(),
              e.getMessage(),
              "Correct the source's directory, or what is wrong with it."));
    }
  }

  private List<PreflightCheck> ofFile(
      Migration migration,
      Source source,
      SqliteFile file,
      SqliteSession session,
      ChromaReading reading)
      throws SQLException {
    Source asFile = source.at(file.path().toString());
    SqliteReading read = new SqliteReading(migration, asFile, session, reading.basis(), false);
    List<PreflightCheck> found = new ArrayList<>();
    for (SqliteCheck check : ofFile) {
      found.addAll(check.look(read));
    }
    return found;
  }
}
