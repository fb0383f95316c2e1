package io.tributary.validator.source;

import io.tributary.access.grant.ServiceGrants;
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
   * @throws io.tributary.common.error.TributaryException when it cannot be opened, or migration
   *     files may not name it
   */
  public static SourceEnd open(WatchedSource watched) {
    WatchedSource real = watched.at(ServiceGrants.configured().real(watched.plan()));
    return switch (real.plan().kind()) {
      case POSTGRESQL -> PostgresEnd.open(real);
      case SQLITE -> SqliteFileTables.open(real);
      case CHROMA -> ChromaCollections.open(real);
    };
  }
}
