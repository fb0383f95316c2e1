package io.tributary.local.stack;

import io.tributary.common.evidence.SigningKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Running processes, started in waves: the next wave begins when every process of the one before is
 * ready. A process that may be started again is, whenever it ends by itself. {@link #close()} ends
 * them last to first and may be called from another thread at any moment, also while a wave is
 * starting; the start then fails.
 */
public final class LocalStack implements AutoCloseable {
  private static final long PROBE_MILLIS = 100;
  private static final Duration BETWEEN_LOOKS_AT_LOGS = Duration.ofSeconds(10);

  private final StackLayout layout;
  private final Consumer<String> progress;
  private final Deque<SupervisedProcess> running = new ArrayDeque<>();
  private final CompletableFuture<StartFailure> failure = new CompletableFuture<>();
  private final RestartLimit restarts = new RestartLimit();
  private final LogRotation rotation;
  private final ScheduledExecutorService logs =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "log-rotation");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closing;

  /**
   * A stack without processes, and the secrets that its parts ask each other for.
   *
   * @param progress takes one line for people each time something is started or ready
   */
  public LocalStack(StackLayout layout, Consumer<String> progress) {
    this(layout, progress, LogRotation.usual(), BETWEEN_LOOKS_AT_LOGS);
  }

  /** The same with another size of logs, looked at in other intervals. */
  LocalStack(
      StackLayout layout, Consumer<String> progress, LogRotation rotation, Duration betweenLooks) {
    this.layout = layout;
    this.progress = progress;
    this.rotation = rotation;
    new HomeAccess(layout).narrow();
    HomeSecret.of(layout.apiToken());
    HomeSecret.of(layout.connectPassword());
    HomeSecret.of(layout.evidenceKey(), SigningKey::fresh);
    new KafkaLogins(layout.kafkaClients()).make();
    long millis = betweenLooks.toMillis();
    logs.scheduleWithFixedDelay(this::rotateLogs, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts processes side by side and returns when all of them are ready.
   *
   * @throws StartFailure when one ends by itself or is not ready in time, with the end of its log
   */
  public void start(List<ProcessSpec> wave) {
    List<SupervisedProcess> started = new ArrayList<>();
    for (ProcessSpec spec : wave) {
      started.add(launch(spec));
    }
    for (SupervisedProcess process : started) {
      awaitReady(process);
      process.ended().thenAccept(this::ended);
      progress.accept(process.spec().name() + " is ready at " + process.spec().address());
    }
  }

  /**
   * Blocks until the stack cannot go on: a process that is not started again ended by itself, or
   * one that is did so too often.
   *
   * @return what happened, or null when the stack was closed
   */
  public StartFailure awaitFailure() {
    return failure.join();
  }

  /** What runs, in the order of the start. */
  public synchronized List<ProcessSpec> processes() {
    List<ProcessSpec> specs = new ArrayList<>();
    running.descendingIterator().forEachRemaining(process -> specs.add(process.spec()));
    return specs;
  }

  @Override
  public void close() {
    closing = true;
    logs.shutdownNow();
    failure.complete(null);
    synchronized (this) {
      while (!running.isEmpty()) {
        running.pop().stop();
      }
    }
  }

  private void rotateLogs() {
    for (ProcessSpec spec : processes()) {
      try {
        rotation.look(layout.log(spec.name()));
      } catch (IOException e) {
        progress.accept("The log of " + spec.name() + " cannot be rotated: " + e);
      }
    }
  }

  private synchronized void ended(SupervisedProcess process) {
    ProcessSpec spec = process.spec();
    if (closing) {
      return;
    }
    if (!spec.restarts() || !restarts.allows(spec.name(), System.nanoTime())) {
      failure.complete(process.death());
      return;
    }
    running.remove(process);
    progress.accept(spec.name() + " ended by itself and is started again; see " + process.log());
    launch(spec).ended().thenAccept(this::ended);
  }

  private synchronized SupervisedProcess launch(ProcessSpec spec) {
    requireOpen();
    SupervisedProcess process = SupervisedProcess.start(spec, layout);
    running.push(process);
    return process;
  }

  private void awaitReady(SupervisedProcess process) {
    ProcessSpec spec = process.spec();
    Duration limit = spec.startLimit();
    long deadline = System.nanoTime() + limit.toNanos();
    while (!spec.readiness().reached()) {
      requireAlive(process);
      if (System.nanoTime() - deadline > 0) {
        throw new StartFailure(
            spec.name()
                + " was not ready at "
                + spec.readiness().where()
                + " within "
                + limit.toSeconds()
                + " s. The end of "
                + process.log()
                + ":\n"
                + LogTail.of(process.log()));
      }
    }
    // Somebody else may answer at that port while our own process could not bind it.
    requireAlive(process);
  }

  private void requireAlive(SupervisedProcess process) {
    try {
      boolean alive = process.livesFor(PROBE_MILLIS);
      requireOpen();
      if (!alive) {
        throw process.death();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Interrupted while starting " + process.spec().name(), e);
    }
  }

  private void requireOpen() {
    if (closing) {
      throw new StartFailure("Stopped while starting.");
    }
  }
}
