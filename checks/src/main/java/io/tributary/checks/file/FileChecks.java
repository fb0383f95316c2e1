package io.tributary.checks.file;

import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;

/** All checks of sources that are files or directories. Nothing is changed. Thread-safe. */
public final class FileChecks {
  private final SqliteChecks sqlite;
  private final ChromaChecks chroma;
  private final Grants grants;

  private FileChecks(SqliteChecks sqlite, ChromaChecks chroma, Grants grants) {
    this.grants = grants;
    this.sqlite = sqlite;
    this.chroma = chroma;
  }

  /**
   * All of them.
   *
   * @param integrityCheckMillis how long SQLite may look for damaged pages
   * @param topics name the captures of this installation
   * @param grants which files may be looked at
   */
  public static FileChecks ofServices(long integrityCheckMillis, TopicNames topics, Grants grants) {
    return new FileChecks(
        new SqliteChecks(FileAccess.OF_SERVICES, topics, integrityCheckMillis),
        new ChromaChecks(FileAccess.OF_SERVICES, topics, true),
        grants);
  }

  /**
   * Those for a quick look that leaves every byte of the files as it is: not every vector of a
   * directory is read.
   *
   * @param integrityCheckMillis how long SQLite may look for damaged pages
   * @param topics name the captures of this installation
   * @param grants which files may be looked at
   */
  public static FileChecks untouched(long integrityCheckMillis, TopicNames topics, Grants grants) {
    return new FileChecks(
        new SqliteChecks(FileAccess.UNTOUCHED, topics, integrityCheckMillis),
        new ChromaChecks(FileAccess.UNTOUCHED, topics, false),
        grants);
  }

  /**
   * Looks at one source; what cannot be read is a failed check, never an exception.
   *
   * @throws IllegalArgumentException for a source that is no file
   */
  public SourceCheckResult look(MovingSource moving) {
    Source source = moving.source();
    MovingSource real;
    try {
      real = new MovingSource(moving.migration(), grants.real(source));
    } catch (TributaryException e) {
      return SourceCheckResult.unreadable(
          PreflightCode.SOURCE_CONNECTION.failed(
              source.name(), e.getMessage(), "Name another one, or have it granted."));
    }
    return switch (source.kind()) {
      case SQLITE -> sqlite.look(real);
      case CHROMA -> chroma.look(real);
      case POSTGRESQL -> throw new IllegalArgumentException(source.name() + " is no file");
    };
  }
}
