package io.tributary.cdc.copy;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.TableCopyProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies open chunks with several workers until all are done, one has failed, or all must stop. */
final class ParallelCopy {
  private static final long LOOK_NANOS = 50_000_000;

  /** A chunk of somebody else's may be some times as long under way as the longest one here. */
  private static final long PATIENCE_IN_CHUNKS = 3;

  private final CopyJob job;
  private final ChunkOrigin origin;
  private final Queue<List<TableChunk>> open;
  private final CopyProgress progress;
  private final BooleanSupplier asked;
  private final Runnable impatience;
  private volatile boolean failed;

  /** When a worker last got on, or began to wait for others. */
  private volatile long aloneSince = System.nanoTime();

  private final AtomicLong longestNanos = new AtomicLong();

  /**
   * A copy of what is open.
   *
   * @param impatience called when chunks that others copy are waited for too long
   */
  ParallelCopy(
      CopyJob job,
      ChunkOrigin origin,
      ChunkStates states,
      BooleanSupplier asked,
      Runnable impatience) {
    this.impatience = impatience;
    this.job = job;
    this.origin = origin;
    this.open = new ConcurrentLinkedQueue<>(origin.inTurn(states.open()));
    this.progress = new CopyProgress(states);
    this.asked = asked;
  }

  /**
   * Copies all open chunks.
   *
   * @return whether all is done; false when somebody asked to stop
   * @throws TributaryException why the first worker that failed did so
   */
  boolean run(Consumer<List<TableCopyProgress>> told) {
    int workers = Math.min(job.settings().workers(), open.size());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, workers), work -> new Thread(work, "copy " + job.stream()));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(threads.submit(this::work));
      }
      await(running, told);
    } finally {
      threads.shutdown();
    }
    return !asked.getAsBoolean();
  }

  private void work() {
    try (CopyWorker worker = new CopyWorker(job, origin, progress, this::stopped)) {
      for (List<TableChunk> chunks = open.poll(); chunks != null; chunks = open.poll()) {
        copy(worker, chunks);
      }
    } catch (CopyStopped e) {
      // Its chunk is rolled back with its connection.
      failed |= !asked.getAsBoolean();
    } catch (RuntimeException | Error e) {
      failed = true;
      throw e;
    }
  }

  /** What somebody else copies is come back to, with all that must come behind it. */
  private void copy(CopyWorker worker, List<TableChunk> chunks) {
    for (int i = 0; i < chunks.size() && !stopped(); i++) {
      long begun = System.nanoTime();
      if (!worker.copy(chunks.get(i))) {
        open.add(chunks.subList(i, chunks.size()));
        awaitOthers();
        return;
      }
      aloneSince = System.nanoTime();
      longestNanos.accumulateAndGet(aloneSince - begun, Math::max);
    }
  }

  /** Ends those who help with the last chunks when they do not come to an end. */
  private void awaitOthers() {
    LockSupport.parkNanos(LOOK_NANOS);
    long waited = System.nanoTime() - aloneSince;
    long patience =
        Math.max(
            TimeUnit.SECONDS.toNanos(job.settings().helpPatienceSeconds()),
            PATIENCE_IN_CHUNKS * longestNanos.get());
    if (waited > patience) {
      aloneSince = System.nanoTime();
      impatience.run();
    }
  }

  private boolean stopped() {
    return failed || asked.getAsBoolean();
  }

  private void await(List<Future<?>> running, Consumer<List<TableCopyProgress>> told) {
    RuntimeException first = null;
    for (Future<?> worker : running) {
      RuntimeException failure = await(worker, told);
      first = first == null ? failure : first;
    }
    told.accept(progress.at(job.clock().millis()));
    if (first != null) {
      throw first;
    }
  }

  private @Nullable RuntimeException await(
      Future<?> worker, Consumer<List<TableCopyProgress>> told) {
    while (true) {
      try {
        worker.get(job.settings().progressMillis(), TimeUnit.MILLISECONDS);
        return null;
      } catch (TimeoutException e) {
        told.accept(progress.at(job.clock().millis()));
      } catch (ExecutionException e) {
        return e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        failed = true;
        Thread.currentThread().interrupt();
        return new CopyStopped();
      }
    }
  }
}
