package io.tributary.validator.source.converted;

import io.tributary.validator.source.end.AppliedPositions;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.sqlite.file.FileFailures;
import io.tributary.validator.source.sqlite.file.FollowerFacts;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.util.Optional;

/**
 * The checkpoint of the way back, which the file keeps that follows.
 *
 * @param file outside of whose reads this is asked
 */
record AppliedFacts(SqliteFileReader file) implements AppliedPositions {
  @Override
  public Optional<Checkpoint> checkpoint() {
    return FileFailures.alone(
        file.path(),
        () -> {
          file.begin();
          try {
            return new FollowerFacts(file).checkpoint();
          } finally {
            file.end();
          }
        });
  }

  /** A way back goes by the rows of the way out, whichever start they are of. */
  @Override
  public boolean complete(long restart) {
    return checkpoint().filter(Checkpoint::snapshotComplete).isPresent();
  }
}
