package io.tributary.validator.source;

import io.tributary.validator.source.chroma.ChromaCollections;
import io.tributary.validator.source.end.SourceEnd;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.postgresql.PostgresEnd;
import io.tributary.validator.source.sqlite.SqliteFileTables;

/** The kinds of sources: one line for each. */
public final class SourceKinds {
  private SourceKinds() {}

  /**
   * Opens a source according to its kind; the caller closes it.
   *
   * @throws io.tributary.common.error.TributaryException when it cannot be opened
   */
  public static SourceEnd open(WatchedSource watched) {
    return switch (watched.plan().kind()) {
      case POSTGRESQL -> PostgresEnd.open(watched);
      case SQLITE -> SqliteFileTables.open(watched);
      case CHROMA -> ChromaCollections.open(watched);
    };
  }
}
