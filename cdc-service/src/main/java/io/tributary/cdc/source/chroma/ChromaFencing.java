package io.tributary.cdc.source.chroma;

import static java.util.stream.Collectors.joining;

import io.tributary.cdc.source.FenceError;
import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.converted.FileFenceErrors;
import io.tributary.cdc.source.converted.FileMarks;
import io.tributary.cdc.source.converted.SourceFencing;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.fence.FencedCollections.Part;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.source.ChromaSourceError;
import io.tributary.files.chroma.store.ChromaError;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.files.sqlite.source.SqliteFileError;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The fence around the collections of one directory that move: triggers on Chroma's queue and
 * tables, committed together with the token in the log of the same file. Stateless.
 *
 * @param moving the source
 * @param prepared counts the tables that the target was made for
 * @param seal of the marks in the log; asked for when it is needed
 * @param clock for the deadline
 */
record ChromaFencing(
    MovingSource moving, LongSupplier prepared, Supplier<MessageSeal> seal, Clock clock)
    implements SourceFencing {
  private static final int WAIT_MILLIS = 5_000;

  @Override
  public FenceObserved raise(String token, Instant deadline) {
    int wait = errors().patience(clock.instant(), deadline);
    requireMoving();
    try {
      FileMarks marks = marks();
      fence(wait).raise(marks.prefix(), token, marks.raised(token), message());
    } catch (ChromaFailure e) {
      throw e.error() == ChromaError.QUEUE_PENDING ? pending(e) : failed(e);
    } catch (SqliteFailure e) {
      throw e.error() == SqliteError.BUSY ? errors().busy(wait, e) : failed(e);
    }
    return standing().orElseThrow();
  }

  /** A directory whose collections were all deleted meanwhile had some when it was prepared. */
  private void requireMoving() {
    long there =
        ChromaSourceDirectory.of(moving.source()).shapes().stream()
            .filter(collection -> moving.source().targetOf(collection.table()).isPresent())
            .count();
    FenceError.requireMoving(moving.source(), there > 0 ? there : prepared.getAsLong());
  }

  @Override
  public void rehearse() {
    requireMoving();
    standing();
  }

  @Override
  public void lift(FenceLift lift) {
    try {
      FileMarks marks = marks();
      fence(WAIT_MILLIS).lift(marks.prefix(), marks.lifting(lift));
    } catch (ChromaFailure e) {
      throw failed(e);
    } catch (SqliteFailure e) {
      // Without a capture there is no fence: it is part of it.
      if (e.error() != SqliteError.CAPTURE_MISSING) {
        throw failed(e);
      }
    }
  }

  @Override
  public Optional<FenceObserved> standing() {
    return found(() -> fence(WAIT_MILLIS).look());
  }

  @Override
  public Optional<FenceObserved> settled() {
    return found(() -> fence(WAIT_MILLIS).settled());
  }

  private Optional<FenceObserved> found(Supplier<Optional<SqliteFence.Standing>> look) {
    try {
      return look.get().map(FileMarks::observed);
    } catch (ChromaFailure e) {
      throw failed(e);
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  private TributaryException pending(ChromaFailure e) {
    return errors().notFenced(FenceError.OPEN_TRANSACTIONS, e.what(), e);
  }

  private TributaryException failed(ChromaFailure e) {
    return ChromaSourceError.of(moving.source().name(), e);
  }

  private TributaryException failed(SqliteFailure e) {
    return SqliteFileError.of(moving.source().name(), e);
  }

  private FileFenceErrors errors() {
    return new FileFenceErrors(moving, "chroma.sqlite3");
  }

  /** What a refused writer reads. */
  private String message() {
    return "The collections %s of this directory moved to %s (migration %s): they refuse writes since %s; use the tables in schema %s there. If the cutover is undone, they accept writes again. Other collections accept writes."
        .formatted(
            moved(),
            moving.target().display(),
            moving.migration().name(),
            clock.instant(),
            moving.source().schemas().stream()
                .map(SchemaMapping::to)
                .distinct()
                .collect(joining(", ")));
  }

  private String moved() {
    return moving.source().schemas().stream().map(ChromaFencing::moved).collect(joining(", "));
  }

  private static String moved(SchemaMapping database) {
    String included =
        (database.include().isEmpty() ? List.of("*") : database.include())
            .stream().map(name -> database.from() + "." + name).collect(joining(", "));
    return database.exclude().isEmpty()
        ? included
        : included + " (except " + String.join(", ", database.exclude()) + ")";
  }

  private FileMarks marks() {
    return new FileMarks(moving.stream(), seal.get());
  }

  private ChromaFence fence(int waitMillis) {
    return new ChromaFence(ChromaSourceDirectory.of(moving.source()).path(), scope(), waitMillis);
  }

  private FencedCollections scope() {
    return scope(moving.source());
  }

  /** The collections of a source that are fenced. */
  static FencedCollections scope(Source source) {
    return new FencedCollections(
        source.schemas().stream()
            .map(database -> new Part(database.from(), database.include(), database.exclude()))
            .toList());
  }
}
