package io.tributary.validator.watch;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.validator.database.Sessions;
import io.tributary.validator.source.PostgresEnd;
import io.tributary.validator.source.SourceEnd;
import io.tributary.validator.sqlite.SqliteEnd;

/** Opens the end of a source according to its kind. */
final class SourceEnds {
  private SourceEnds() {}

  /**
   * A new end, to be closed by the caller.
   *
   * @throws io.tributary.common.error.TributaryException when it cannot be opened
   */
  static SourceEnd open(Sessions sessions, Migration migration, Source plan) {
    return switch (plan.kind()) {
      case POSTGRESQL -> new PostgresEnd(plan, sessions.open(plan.connection()));
      case SQLITE ->
          SqliteEnd.open(
              plan,
              new StreamId(migration.name(), plan.name()),
              sessions.openForMirrors(migration.target().connection()));
    };
  }
}
