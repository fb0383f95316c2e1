package io.tributary.cdc.pooler;

import io.tributary.cdc.retry.WakeCall;
import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PoolerObserved;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one pooler: decides the next step, does it, reports, and waits until something
 * changes. While clients are held it looks at them several times a second, and lets them go at
 * their limit whatever is asked; nothing that it does takes longer than some seconds.
 */
final class PoolerLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(PoolerLoop.class);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration HELD_LOOK = Duration.ofMillis(100);

  private final StreamId source;
  private final PoolerSteps steps;
  private final Consumer<PoolerObserved> reports;
  private final Clock clock;
  private final WakeCall wake = new WakeCall();
  private final Thread thread;

  private volatile DesiredState desired;
  private volatile boolean running = true;

  private @Nullable ErrorReport error;
  private long errorOf = -1;
  private @Nullable PoolerObserved last;

  PoolerLoop(
      StreamId source,
      DesiredState desired,
      Vertx vertx,
      BooleanSupplier active,
      Consumer<PoolerObserved> reports,
      Clock clock) {
    this.source = source;
    this.desired = desired;
    this.steps = new PoolerSteps(source, vertx, active, clock);
    this.reports = reports;
    this.clock = clock;
    this.thread = new Thread(this, "pooler " + source);
  }

  void start() {
    thread.start();
  }

  /** A new desired state, unless it is older than the one known. Any thread. */
  synchronized void desire(DesiredState next) {
    if (next.generation() >= desired.generation()) {
      desired = next;
      wake.call();
    }
  }

  /** Ends the loop; clients that are held go on. Any thread but its own. */
  void stop() throws InterruptedException {
    running = false;
    wake.call();
    thread.join(TimeUnit.SECONDS.toMillis(10));
  }

  @Override
  public void run() {
    while (running) {
      DesiredState now = desired;
      if (errorOf != now.generation()) {
        error = null;
      }
      PoolerStep step = decision(now).next();
      report(now);
      if (step == PoolerStep.NONE) {
        rest();
      } else if (!attempt(now, step)) {
        report(now);
        await(waitedFor(now) ? RETRY : IDLE);
      }
    }
    Thread.interrupted();
    steps.letGo(desired);
  }

  /** Whether a change of sides, or a client, waits for what has failed. */
  private boolean waitedFor(DesiredState now) {
    return now.clients() != ClientsGoal.FREE
        || now.goal() == MigrationGoal.REHEARSE
        || steps.facts().mark().isPresent();
  }

  /** Whether it went well. */
  private boolean attempt(DesiredState now, PoolerStep step) {
    try {
      boolean over = decision(now).over();
      steps.perform(now, step, () -> desired.clients() == now.clients() && running);
      LOG.infof("pooler step=%s source=%s clients=%s", step, source, now.clients());
      if (step != PoolerStep.RESUME && step != PoolerStep.READ) {
        error = null;
      } else if (step == PoolerStep.RESUME && over && now.deadline() != null) {
        atLimit(now);
      }
      return true;
    } catch (TributaryException e) {
      failed(now, step, e.report());
    } catch (RuntimeException e) {
      LOG.errorf(e, "pooler step=%s source=%s", step, source);
      failed(
          now,
          step,
          ErrorReport.of(
              PoolerError.REFUSED,
              "Step %s of the pooler of source %s failed: %s. It is tried again."
                  .formatted(step, source.source(), e),
              Map.of("source", source.source())));
    }
    return false;
  }

  private void failed(DesiredState now, PoolerStep step, ErrorReport why) {
    if (!why.equals(error)) {
      LOG.warnf("pooler step=%s source=%s code=%s %s", step, source, why.code(), why.message());
    }
    // That clients could not be held is what undoes the cutover, whatever happens afterwards.
    if (error == null || step != PoolerStep.RESUME) {
      error = why;
    }
    errorOf = now.generation();
    if (step == PoolerStep.PAUSE) {
      steps.giveUpHolding(now);
    }
  }

  /** Unless something else has kept the cutover from going on. */
  private void atLimit(DesiredState now) {
    if (error == null) {
      error =
          ErrorReport.of(
              PoolerError.HOLD_LIMIT,
              "Clients of the pooler of source %s were let go because the time limit of cutover %s was over."
                  .formatted(source.source(), now.cutoverId()),
              Map.of("source", source.source()));
      errorOf = now.generation();
    }
  }

  /** Looks at clients while they are held; rests otherwise. */
  private void rest() {
    PoolerFacts facts = steps.facts();
    if (!facts.paused() || facts.mark().isEmpty()) {
      await(IDLE);
      return;
    }
    try (AdminConsole console = steps.console(desired)) {
      while (running && nothingToDo() && steps.lookAtHeld(desired, console)) {
        await(HELD_LOOK);
      }
    } catch (TributaryException e) {
      LOG.warnf("pooler not looked at source=%s code=%s", source, e.report().code());
      await(HELD_LOOK);
    }
  }

  private void await(Duration atMost) {
    if (!wake.await(atMost)) {
      running = false;
    }
  }

  private boolean nothingToDo() {
    DesiredState now = desired;
    report(now);
    return decision(now).next() == PoolerStep.NONE;
  }

  private PoolerDecision decision(DesiredState now) {
    return new PoolerDecision(now, steps.facts(), clock.instant());
  }

  private void report(DesiredState now) {
    PoolerObserved next =
        new PoolerObserved(
            source.migration(),
            source.source(),
            now.generation(),
            decision(now).achieved(),
            steps.facts().paused(),
            steps.held(),
            error,
            clock.instant());
    if (last == null || !next.equals(at(last, next.at()))) {
      last = next;
      reports.accept(next);
    }
  }

  private static PoolerObserved at(PoolerObserved report, Instant moment) {
    return new PoolerObserved(
        report.migration(),
        report.source(),
        report.generation(),
        report.achieved(),
        report.paused(),
        report.held(),
        report.error(),
        moment);
  }
}
