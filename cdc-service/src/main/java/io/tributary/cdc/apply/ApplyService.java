package io.tributary.cdc.apply;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Applies streams to the target, each on a thread of its own, each source transaction exactly once
 * whatever dies in between. Thread-safe.
 */
@ApplicationScoped
public class ApplyService {
  private final ApplyParts parts;
  private final Map<StreamId, StreamWorker> workers = new ConcurrentHashMap<>();
  private final List<Consumer<StreamId>> listeners = new CopyOnWriteArrayList<>();

  ApplyService(ApplyParts parts) {
    this.parts = parts;
  }

  /**
   * Starts a stream from its checkpoint; does nothing when it is running. Returns at once; what
   * goes wrong later is in the {@linkplain #status status}.
   */
  public void start(StreamPlan plan) {
    workers.compute(
        plan.moving().stream(),
        (stream, running) -> {
          if (running != null && running.alive()) {
            if (!running.ending()) {
              running.restartTables(plan.tableRestarts());
              return running;
            }
            awaitEnd(stream, running);
          }
          StreamWorker worker = new StreamWorker(plan, parts, this::changed, this::readAsideAnew);
          worker.start();
          return worker;
        });
  }

  /**
   * Stops a stream and waits until its running batch is committed or rolled back; does nothing when
   * it is not running.
   *
   * @throws TributaryException {@link ApplyError#STOP_TIMEOUT} when that takes too long; the stream
   *     stops all the same at the end of the batch
   */
  public void stop(StreamId stream) {
    StreamWorker worker = workers.get(stream);
    if (worker != null) {
      awaitEnd(stream, worker);
    }
  }

  /**
   * Stops a stream as {@link #stop} does, and knows nothing of it any more: what comes under its
   * name is another one.
   */
  public void forget(StreamId stream) {
    stop(stream);
    workers.remove(stream);
  }

  private void awaitEnd(StreamId stream, StreamWorker worker) {
    try {
      if (!worker.stop(TimeUnit.SECONDS.toMillis(parts.settings().stopTimeoutSeconds()))) {
        throw new TributaryException(
            ApplyError.STOP_TIMEOUT,
            "The stream "
                + stream
                + " is still at work on its last batch. It stops when that is done; try again.",
            Map.of("source", stream.source()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The state of a stream, also of one that was never started. */
  public ApplyStatus status(StreamId stream) {
    StreamWorker worker = workers.get(stream);
    return worker == null ? ApplyStatus.none() : worker.status();
  }

  /** Registers a listener for notable changes of a status; called on any thread. */
  public void onChange(Consumer<StreamId> listener) {
    listeners.add(listener);
  }

  /**
   * Applies the dead letters of a running stream again, in order; those that are still refused
   * stay. How many were applied.
   *
   * @throws TributaryException {@link ApplyError#NOT_RUNNING}
   */
  public long replay(StreamId stream) {
    return replay(stream, Set.of());
  }

  /**
   * The same after some dead letters were given up, in one target transaction.
   *
   * @param discarded their ids; those that are gone already are ignored
   * @throws TributaryException {@link ApplyError#NOT_RUNNING}
   */
  public long replay(StreamId stream, Set<Long> discarded) {
    StreamWorker worker = running(stream);
    ReplayRequest ask = new ReplayRequest(discarded, new CompletableFuture<>());
    worker.ask(ask);
    return answer(stream, ask.applied(), () -> worker.withdraw(ask));
  }

  /**
   * Repairs rows of a running stream between its batches; what came of it.
   *
   * @throws TributaryException {@link ApplyError#NOT_RUNNING}, also when the stream did not come to
   *     the place that the repair waits for; rows may have been repaired already
   */
  public RepairOutcome repair(StreamId stream, RepairTask task) {
    StreamWorker worker = running(stream);
    RepairRequest ask = new RepairRequest(task, new CompletableFuture<>());
    worker.ask(ask);
    return answer(stream, ask.outcome(), () -> worker.withdraw(ask));
  }

  /**
   * Tells a running stream the last order to begin each table anew; how far each is comes with the
   * {@linkplain #status status}.
   */
  public void restartTables(StreamId stream, Map<String, Long> orders) {
    StreamWorker worker = workers.get(stream);
    if (worker != null) {
      worker.restartTables(orders);
    }
  }

  private StreamWorker running(StreamId stream) {
    StreamWorker worker = workers.get(stream);
    if (worker == null || !worker.alive()) {
      throw notRunning(stream);
    }
    return worker;
  }

  private <T> T answer(StreamId stream, CompletableFuture<T> asked, Runnable withdraw) {
    try {
      return asked.get(parts.settings().stopTimeoutSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      withdraw.run();
      throw notRunning(stream);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notRunning(stream);
    }
  }

  /** Has a running stream read anew what is kept aside, because somebody else has changed it. */
  public void readAsideAnew(StreamId stream) {
    StreamWorker worker = workers.get(stream);
    if (worker != null) {
      worker.readAsideAnew();
    }
  }

  @PreDestroy
  void stopAll() {
    workers.keySet().forEach(this::stop);
  }

  private void changed(StreamId stream) {
    listeners.forEach(listener -> listener.accept(stream));
  }

  private static TributaryException notRunning(StreamId stream) {
    return new TributaryException(
        ApplyError.NOT_RUNNING,
        "The stream "
            + stream
            + " is not running, so nothing can be asked of it. Order resume, see the error of the"
            + " stream if it has one, and give the order again.",
        Map.of("source", stream.source()));
  }
}
