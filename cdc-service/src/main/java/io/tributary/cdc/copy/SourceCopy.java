package io.tributary.cdc.copy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.TableCopyProgress;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The copy of one source: cuts its tables into chunks once, and copies what is not in the target
 * yet. What was done is in the target, so that any process goes on with it; whoever asks ends what
 * workers of an earlier process have left behind there. All methods block; one thread.
 */
public final class SourceCopy {
  private final CopyJob job;
  private final ChunkStore store;

  SourceCopy(CopyJob job) {
    this.job = job;
    this.store = new ChunkStore(job.stream());
  }

  /**
   * What was copied.
   *
   * @param rows rows in the target
   * @param bytes bytes that they had on their way
   * @param settledAt position of the source at which all rows stand together as they did there; 0
   *     when they do already
   */
  public record Result(long rows, long bytes, long settledAt) {}

  /** Whether nothing is cut or copied yet. */
  public boolean fresh() {
    return states().fresh();
  }

  /** Whether going on needs the snapshot of where the stream begins. */
  public boolean needsSnapshot() {
    return states().needSnapshot();
  }

  /**
   * Copies what is not in the target yet.
   *
   * @param origin where it comes from
   * @param stopped whether to stop at the next opportunity
   * @param told how far each table is, from time to time
   * @return empty when it was stopped
   * @throws TributaryException a {@link CopyError}, or that of a database; what was done stays
   */
  public Optional<Result> run(
      ChunkOrigin origin, BooleanSupplier stopped, Consumer<List<TableCopyProgress>> told) {
    ChunkStates states = states();
    if (states.fresh()) {
      states = cut(origin.cut());
    }
    if (!new ParallelCopy(job, origin, states, stopped).run(told)) {
      return Optional.empty();
    }
    ChunkStates done = states();
    if (!done.complete(states)) {
      throw CopyFailure.otherInstance(job.stream());
    }
    return Optional.of(new Result(done.rows(), done.bytes(), origin.settledAt(done.mixed())));
  }

  private ChunkStates cut(List<TableChunk> chunks) {
    try (DatabaseSession target = job.openTarget()) {
      return target.inTransaction(
          () -> {
            store.lock(target);
            if (store.read(target).fresh()) {
              store.add(target, chunks);
            }
            return store.read(target);
          });
    }
  }

  /** What the target knows, told while no worker of this copy runs. */
  private ChunkStates states() {
    try (DatabaseSession target = job.openTarget()) {
      // A worker that nobody hears any more would keep its chunk, and tables from being emptied.
      target.endOlder();
      return store.read(target);
    }
  }
}
