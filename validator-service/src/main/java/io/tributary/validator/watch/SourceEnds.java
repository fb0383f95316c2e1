package io.tributary.validator.watch;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.validator.chroma.ChromaTables;
import io.tributary.validator.database.Sessions;
import io.tributary.validator.mirror.MirroredEnd;
import io.tributary.validator.source.PostgresEnd;
import io.tributary.validator.source.SourceEnd;
import io.tributary.validator.sqlite.SqliteTables;
import java.nio.file.Path;

/** Opens the end of a source according to its kind. */
final class SourceEnds {
  private SourceEnds() {}

  /**
   * A new end, to be closed by the caller.
   *
   * @throws io.tributary.common.error.TributaryException when it cannot be opened
   */
  static SourceEnd open(Surroundings surroundings, Migration migration, Source plan) {
    Sessions sessions = surroundings.sessions();
    return switch (plan.kind()) {
      case POSTGRESQL -> new PostgresEnd(plan, sessions.open(plan.connection()));
      case SQLITE ->
          MirroredEnd.open(
              plan,
              new StreamId(migration.name(), plan.name()),
              sessions.openForMirrors(migration.target().connection()),
              Path.of(plan.converted().path()),
              SqliteTables::new);
      case CHROMA ->
          MirroredEnd.open(
              plan,
              new StreamId(migration.name(), plan.name()),
              sessions.openForMirrors(migration.target().connection()),
              ChromaTables.fileOf(plan.converted().path()),
              file -> new ChromaTables(file, surroundings.limits().pickleBytes()));
    };
  }
}
