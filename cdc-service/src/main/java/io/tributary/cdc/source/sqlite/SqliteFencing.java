package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.source.FenceError;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.SourceError;
import io.tributary.cdc.source.converted.FileFenceErrors;
import io.tributary.cdc.source.converted.FileMarks;
import io.tributary.cdc.source.converted.SourceFencing;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.files.sqlite.source.SqliteFileError;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fence of one file: triggers that refuse writes, committed together with the token in the
 * file's own log. Whether it stands is a fact of the file. Stateless.
 *
 * @param moving the source
 * @param bases what its target was made for
 * @param seal of the marks in the log; asked for when it is needed
 * @param clock for the deadline
 */
record SqliteFencing(MovingSource moving, BasisCache bases, Supplier<MessageSeal> seal, Clock clock)
    implements SourceFencing {
  private static final int WAIT_MILLIS = 5_000;

  @Override
  public FenceObserved raise(String token, Instant deadline) {
    int wait = errors().patience(clock.instant(), deadline);
    requireUnchanged();
    FenceError.requireMoving(moving.source(), tables().size());
    try {
      FileMarks marks = marks();
      fence(wait).raise(tables(), marks.prefix(), token, marks.raised(token), message());
    } catch (SqliteFailure e) {
      throw e.error() == SqliteError.BUSY ? errors().busy(wait, e) : failed(e);
    }
    liftWhenChanged(token);
    return standing().orElseThrow();
  }

  @Override
  public void rehearse() {
    requireUnchanged();
    standing();
  }

  @Override
  public void lift(FenceLift lift) {
    file().require();
    try {
      FileMarks marks = marks();
      fence(WAIT_MILLIS).lift(tables(), marks.prefix(), marks.lifting(lift));
    } catch (SqliteFailure e) {
      // Without a capture there is no fence: it is part of it.
      if (e.error() != SqliteError.CAPTURE_MISSING) {
        throw failed(e);
      }
    }
  }

  @Override
  public Optional<FenceObserved> standing() {
    return found(() -> fence(WAIT_MILLIS).look(tables()));
  }

  @Override
  public Optional<FenceObserved> settled() {
    return found(() -> fence(WAIT_MILLIS).settled(tables()));
  }

  private Optional<FenceObserved> found(Supplier<Optional<SqliteFence.Standing>> look) {
    file().require();
    try {
      return look.get().map(FileMarks::observed);
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  private void requireUnchanged() {
    changed()
        .ifPresent(
            change -> {
              throw changed(change);
            });
  }

  /** A definition may have changed between the look and the fence, whose triggers do not refuse. */
  private void liftWhenChanged(String token) {
    Optional<TableChanges.Change> change = changed();
    if (change.isPresent()) {
      // It was raised a moment ago, and nothing is opened that was not drained.
      lift(new FenceLift(moving, token, () -> false));
      throw changed(change.get());
    }
  }

  private Optional<TableChanges.Change> changed() {
    return bases
        .of(moving)
        .flatMap(
            kept ->
                file()
                    .read(session -> new TableChanges(moving.source(), kept.basis()).in(session)));
  }

  private TributaryException changed(TableChanges.Change change) {
    String table = change.table().display();
    return new TributaryException(
        SourceError.SCHEMA_CHANGED,
        "Source %s is not fenced and goes on as before: its table %s is not what was moved: %s. %s"
            .formatted(moving.source().name(), table, change.effect(), change.remedy(moving)),
        Map.of("source", moving.source().name(), "table", table, "change", change.effect()));
  }

  private TributaryException failed(SqliteFailure e) {
    return SqliteFileError.of(moving.source().name(), e);
  }

  private FileFenceErrors errors() {
    return new FileFenceErrors(moving, "the file");
  }

  /** What a refused writer reads. */
  private String message() {
    return "This table moved to %s (migration %s): it refuses writes since %s; connect to schema %s there. If the cutover is undone, it accepts writes again."
        .formatted(
            moving.target().display(),
            moving.migration().name(),
            clock.instant(),
            moving.source().schemas().get(0).to());
  }

  private FileMarks marks() {
    return new FileMarks(moving.stream(), seal.get());
  }

  private List<String> tables() {
    return bases.of(moving).map(BasisCache.Prepared::tables).orElse(List.of());
  }

  private SqliteFence fence(int waitMillis) {
    return new SqliteFence(file().path(), waitMillis);
  }

  private SqliteSourceFile file() {
    return SqliteSourceFile.of(moving.source());
  }
}
