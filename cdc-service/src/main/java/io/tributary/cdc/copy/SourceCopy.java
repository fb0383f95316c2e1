package io.tributary.cdc.copy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableCopyProgress;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The copy of one source: cuts its tables into chunks once, and copies what is not in the target
 * yet. What was done is in the target, so that any process goes on with it; whoever asks ends what
 * workers of an earlier process have left behind there. All methods block; one thread.
 */
public final class SourceCopy {
  private static final Logger LOG = Logger.getLogger(SourceCopy.class);

  private final CopyJob job;
  private final ChunkStore store;
  private final AtomicInteger running;

  /**
   * A copy that was not begun here.
   *
   * @param running how many copies of own sources run in this instance
   */
  SourceCopy(CopyJob job, AtomicInteger running) {
    this.job = job;
    this.store = new ChunkStore(job.stream());
    this.running = running;
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
    if (!copy(origin, states, stopped, told)) {
      return Optional.empty();
    }
    ChunkStates done = states();
    if (!done.complete(states)) {
      throw CopyFailure.otherInstance(job.stream());
    }
    return Optional.of(new Result(done.rows(), done.bytes(), origin.settledAt(done.mixed())));
  }

  private boolean copy(
      ChunkOrigin origin,
      ChunkStates states,
      BooleanSupplier stopped,
      Consumer<List<TableCopyProgress>> told) {
    ParallelCopy copy =
        new ParallelCopy(job, origin, states, stopped, () -> withTarget(OfferStore::endHelpers));
    boolean offered = origin.offered() && states.open().size() > job.settings().workers();
    running.incrementAndGet();
    try {
      if (offered) {
        offer(origin, states);
      }
      return copy.run(told);
    } finally {
      running.decrementAndGet();
      if (offered) {
        withdraw();
      }
    }
  }

  private void offer(ChunkOrigin origin, ChunkStates states) {
    List<TableChunk> chunks = states.all().stream().map(ChunkState::chunk).toList();
    long first = chunks.get(0).id();
    long last = chunks.get(chunks.size() - 1).id();
    withTarget(
        (target, stream) ->
            OfferStore.offer(target, new CopyOffer(stream, origin.snapshot(), first, last)));
  }

  /** What cannot be withdrawn now is withdrawn before the copy goes on. */
  private void withdraw() {
    try {
      withTarget(OfferStore::withdraw);
    } catch (TributaryException e) {
      LOG.warnf("offer stays source=%s code=%s", job.stream(), e.report().code());
    }
  }

  private void withTarget(BiConsumer<DatabaseSession, StreamId> work) {
    try (DatabaseSession target = job.openTarget()) {
      work.accept(target, job.stream());
    }
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
      OfferStore.withdraw(target, job.stream());
      return store.read(target);
    }
  }
}
