package io.tributary.validator.pass;

import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SourceRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The workers of a stream's pass beside the first. They come when a pass takes so long that logging
 * in pays, and go when nothing is left of it. Thread-safe.
 */
final class PassAssistants {
  /** In the time that a login takes a pass over small tables is over. */
  private static final long LEAST_PASS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final RunContext context;
  private final PassWork work;
  private final Function<PassAssistants, SourceRun> making;
  private final List<SourceRun> running = new ArrayList<>();
  private int wanted;
  private boolean stopped;

  /**
   * Nobody assists yet.
   *
   * @param making makes one who works until nothing is left; a run is told of its end by {@link
   *     #gone}
   */
  PassAssistants(RunContext context, PassWork work, Function<PassAssistants, SourceRun> making) {
    this.context = context;
    this.work = work;
    this.making = making;
  }

  /** So many are wanted, for what is left of the pass; those who are too many go soon. */
  synchronized void want(int assistants) {
    wanted = assistants;
    while (!stopped && work.left() && running.size() < wanted) {
      SourceRun one = making.apply(this);
      running.add(one);
      context.executor().execute(() -> assist(one));
    }
  }

  private void assist(SourceRun one) {
    long from = System.nanoTime();
    while (work.left() && System.nanoTime() - from < LEAST_PASS_NANOS) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    if (work.left()) {
      one.run();
    }
    gone(one);
  }

  /** Whether one of them is still wanted. */
  synchronized boolean wants(SourceRun one) {
    int place = running.indexOf(one);
    return !stopped && place >= 0 && place < wanted;
  }

  private synchronized void gone(SourceRun one) {
    running.remove(one);
  }

  /** Ends all for good. */
  synchronized void stop() {
    stopped = true;
    running.forEach(SourceRun::stop);
  }
}
