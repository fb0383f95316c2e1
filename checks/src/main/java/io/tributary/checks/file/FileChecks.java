package io.tributary.checks.file;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;

/** All checks of sources that are files or directories. Nothing is changed. Thread-safe. */
public final class FileChecks {
  private final SqliteChecks sqlite;
  private final ChromaChecks chroma;

  private FileChecks(SqliteChecks sqlite, ChromaChecks chroma) {
    this.sqlite = sqlite;
    this.chroma = chroma;
  }

  /** All of them, with how long SQLite may look for damaged pages. */
  public static FileChecks ofServices(long integrityCheckMillis) {
    return new FileChecks(
        new SqliteChecks(FileAccess.OF_SERVICES, integrityCheckMillis),
        new ChromaChecks(FileAccess.OF_SERVICES, true));
  }

  /**
   * Those for a quick look that leaves every byte of the files as it is: not every vector of a
   * directory is read.
   *
   * @param integrityCheckMillis how long SQLite may look for damaged pages
   */
  public static FileChecks untouched(long integrityCheckMillis) {
    return new FileChecks(
        new SqliteChecks(FileAccess.UNTOUCHED, integrityCheckMillis),
        new ChromaChecks(FileAccess.UNTOUCHED, false));
  }

  /**
   * Looks at one source; what cannot be read is a failed check, never an exception.
   *
   * @throws IllegalArgumentException for a source that is no file
   */
  public SourceCheckResult look(Migration migration, Source source) {
    return switch (source.kind()) {
      case SQLITE -> sqlite.look(migration, source);
      case CHROMA -> chroma.look(migration, source);
      case POSTGRESQL -> throw new IllegalArgumentException(source.name() + " is no file");
    };
  }
}
