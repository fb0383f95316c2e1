package io.tributary.checks.file;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.files.chroma.back.CollectionReturnForm;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.source.SqliteReadSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All checks of a Chroma directory, in the order in which they are shown. */
final class ChromaChecks {
  private static final PreflightCode CODE = PreflightCode.SOURCE_CONNECTION;

  private final FileAccess access;
  private final TopicNames topics;
  private final boolean everyVector;

  ChromaChecks(FileAccess access, TopicNames topics, boolean everyVector) {
    this.access = access;
    this.topics = topics;
    this.everyVector = everyVector;
  }

  /** Every outcome, and the content of a directory that can be read. */
  SourceCheckResult look(MovingSource moving) {
    Source source = moving.source();
    try {
      ChromaSourceDirectory directory = ChromaSourceDirectory.of(source);
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
      Path file = directory.file().path();
      all.addAll(access.read(source, file, session -> ofFile(moving, directory, session, reading)));
      all.addAll(ChromaNamesCheck.accepted(moving, directory));
      all.addAll(new ChromaMappingCheck().look(reading));
      if (everyVector) {
        all.addAll(new ChromaFindingsCheck().look(reading, directory.findings()));
      }
      return new SourceCheckResult(all, Optional.of(reading.content()));
    } catch (TributaryException e) {
      return SourceCheckResult.unreadable(
          CODE.failed(
              source.name(),
              e.getMessage(),
              "Correct the source's directory, or what is wrong with it."));
    }
  }

  /** The checks of SQLite that are about the file's surroundings and its capture. */
  private List<PreflightCheck> ofFile(
      MovingSource moving,
      ChromaSourceDirectory directory,
      SqliteReadSession session,
      ChromaReading reading)
      throws SQLException {
    Source source = moving.source();
    Source asFile = source.converted().at(directory.file().path().toString());
    SqliteReading read =
        new SqliteReading(
            new MovingSource(moving.migration(), asFile), topics, session, reading.basis(), false);
    List<PreflightCheck> found = new ArrayList<>();
    found.addAll(new SqliteAccessCheck(SqliteAccessCheck::typeOfStore).look(read));
    found.addAll(
        new SqliteCaptureCheck((file, fences) -> closed(source, directory, fences)).look(read));
    found.addAll(ChromaNamesCheck.look(moving, reading, session));
    if (source.wayBack().returns() && !present(session, CollectionReturnForm.NEWEST_TABLE)) {
      found.add(
          PreflightCode.SQLITE_WAY_BACK.failed(
              source.name(),
              directory.path() + " is that of a Chroma before 0.4.6.",
              "Start a newer Chroma on it once, which brings its tables up to date, or say way-back:"
                  + " none for the source."));
    }
    return found;
  }

  private static boolean present(SqliteReadSession session, String table) throws SQLException {
    return session.number("SELECT 1 FROM sqlite_master WHERE name = '" + table + "'").isPresent();
  }

  private static List<String> closed(
      Source source, ChromaSourceDirectory directory, EarlierFences fences) {
    return fences.none()
        ? List.of()
        : directory.read(ChromaStore::collections).stream()
            .filter(collection -> fences.whole() || fences.ids().contains(collection.id()))
            .map(CollectionName::of)
            .map(name -> new TableName(name.schema(), name.table()))
            .filter(table -> source.targetOf(table).isPresent())
            .map(TableName::display)
            .toList();
  }
}
