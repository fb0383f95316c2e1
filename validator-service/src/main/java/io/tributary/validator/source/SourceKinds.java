package io.tributary.validator.source;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.source.chroma.ChromaCollections;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.postgresql.PostgresEnds;
import io.tributary.validator.source.sqlite.SqliteFileTables;

/** The kinds of sources: one line for each. */
public final class SourceKinds {
  private SourceKinds() {}

  /**
   * Opens both ends of a source according to its kind; the caller closes them.
   *
   * @param changes of the stream, for ends that need them to tell what touched a row
   * @throws io.tributary.common.error.TributaryException when it cannot be opened, or migration
   *     files may not name it
   */
  public static PairedEnds open(WatchedSource watched, ChangeLookup changes) {
    WatchedSource real = watched.at(ServiceGrants.configured().real(watched.plan()));
    return switch (real.plan().kind()) {
      case POSTGRESQL -> PostgresEnds.open(real);
      case SQLITE -> SqliteFileTables.open(real, changes);
      case CHROMA -> ChromaCollections.open(real, changes);
    };
  }
}
