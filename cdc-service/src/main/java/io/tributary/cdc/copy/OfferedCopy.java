package io.tributary.cdc.copy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The copy of a source that another instance looks after and offers. What is copied here counts
 * there: each chunk is marked done in the transaction of its rows. That instance ends the sessions
 * of this one when it stops, or begins anew; what they had not committed is then undone.
 */
public final class OfferedCopy {
  private final CopyJob job;
  private final ChunkStore store;

  OfferedCopy(CopyJob job) {
    this.job = job;
    this.store = new ChunkStore(job.stream());
  }

  /** How a kind of source is read for somebody else. */
  @FunctionalInterface
  public interface Reading {
    /**
     * The same that the instance reads which offers the copy.
     *
     * @param snapshot what to read at the source, empty for what it holds by then
     * @param tables the tables of the copy
     */
    ChunkOrigin of(Optional<String> snapshot, Set<TableName> tables);
  }

  /**
   * Copies chunks until there is none left that nobody copies, the offer is gone, or it is stopped.
   * Blocks.
   *
   * @return how many chunks were copied here
   * @throws TributaryException why a worker failed; the instance that offers the copy finds the
   *     same, or does without help
   */
  public int run(Reading reading, BooleanSupplier stopped) {
    Optional<CopyOffer> offer;
    ChunkStates states;
    try (DatabaseSession target = job.openTarget()) {
      offer = OfferStore.read(target, job.stream());
      states = store.read(target);
    }
    if (offer.isEmpty() || states.open().isEmpty()) {
      return 0;
    }
    return run(offer.get(), states, reading, stopped);
  }

  private int run(CopyOffer offer, ChunkStates states, Reading reading, BooleanSupplier stopped) {
    Set<TableName> tables =
        states.all().stream().map(state -> state.chunk().table()).collect(Collectors.toSet());
    ChunkOrigin origin = reading.of(offer.snapshot(), tables);
    CopyProgress progress = new CopyProgress(states);
    AtomicInteger copied = new AtomicInteger();
    int workers = Math.min(job.settings().workers(), states.open().size());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            workers, work -> new Thread(work, "copy for another " + job.stream()));
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(
            CompletableFuture.runAsync(
                () -> work(offer, origin, progress, stopped, copied), threads));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
    return copied.get();
  }

  private void work(
      CopyOffer offer,
      ChunkOrigin origin,
      CopyProgress progress,
      BooleanSupplier stopped,
      AtomicInteger copied) {
    try (CopyWorker worker = new CopyWorker(job, origin, progress, stopped)) {
      while (!stopped.getAsBoolean() && worker.copyOf(offer)) {
        copied.incrementAndGet();
      }
    } catch (CopyStopped e) {
      // Its chunk is rolled back with its connection.
    }
  }
}
