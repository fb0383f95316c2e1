package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.retry.RetryDelay;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one source: decides the next step, does it, reports, and waits until something
 * changes. After a retryable error the step is tried again with back-off, and so is one for which
 * writers wait; after any other error the thread waits for the next generation of the desired
 * state. What stands in the databases is read again at once after a step that may have been
 * committed although it failed, and now and then.
 */
final class SourceLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(SourceLoop.class);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

  private final StreamId stream;
  private final Function<MovingSource, SourceDriver> drivers;
  private final Supplier<Optional<SourceFacts>> opposite;
  private final BooleanSupplier active;
  private final ApplyService apply;
  private final Consumer<SourceObserved> reports;
  private final Clock clock;
  private final UnwantedFence unwanted;
  private final ReturnWatch returning;
  private final CaptureTurns captureTurns = new CaptureTurns();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;

  private volatile DesiredState desired;
  private volatile @Nullable ErrorReport unreadable;
  private volatile boolean running = true;
  private volatile SourceFacts facts = SourceFacts.unknown();
  private volatile @Nullable SourceObserved lastReport;
  private final GrantedSource granted = new GrantedSource();
  private @Nullable ErrorReport error;
  private @Nullable SourceStep failedStep;
  private long errorGeneration;
  private RetryDelay retryDelay =
      RetryDelay.between(Duration.ofMillis(250), Duration.ofSeconds(10));
  private @Nullable RehearsedSteps rehearsed;
  private final RowRequests requests;

  /**
   * A loop that is not running yet.
   *
   * @param drivers gives the driver of this stream, by the source as it moves out
   * @param opposite what is known of the other direction of its source, empty where there is none
   * @param active asks the broker whether this instance is the active one
   */
  SourceLoop(
      StreamId stream,
      DesiredState desired,
      Function<MovingSource, SourceDriver> drivers,
      Supplier<Optional<SourceFacts>> opposite,
      BooleanSupplier active,
      ApplyService apply,
      Consumer<SourceObserved> reports,
      Duration fenceLook,
      Clock clock) {
    this.stream = stream;
    this.desired = StreamGoal.of(desired, stream);
    this.drivers = drivers;
    this.opposite = opposite;
    this.active = active;
    this.apply = apply;
    this.reports = reports;
    this.clock = clock;
    this.unwanted = new UnwantedFence(stream, fenceLook, clock);
    this.returning = new ReturnWatch(stream, clock);
    this.requests = new RowRequests(stream, apply);
    this.thread = new Thread(this, "source " + stream);
  }

  void start() {
    thread.start();
  }

  /**
   * A new desired state, unless it is older than the one known; takes effect after the step in
   * hand.
   */
  void desire(DesiredState next) {
    if (next.generation() >= desired.generation()) {
      desired = StreamGoal.of(next, stream);
      unreadable = null;
      wake();
    }
  }

  /**
   * A later desired state that cannot be read; this one stays in force until one comes that can.
   */
  void unreadable(ErrorReport why) {
    unreadable = why;
    wake();
  }

  /** Something worth looking at happened. */
  void wake() {
    wake.release();
  }

  /**
   * Stops the loop and apply at a batch boundary; what is running in the databases stays as it is.
   */
  void stop() throws InterruptedException {
    running = false;
    wake();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    apply.stop(stream);
    context(desired).driver().standDown();
  }

  /**
   * Watches over the connector; called each second by another thread, so that steps never wait for
   * it, but for those that take the capture away: what is lost of it would be made again.
   */
  void supervise() {
    captureTurns.lookAfter(
        () -> {
          DesiredState now = desired;
          if (running
              && facts.is(SourceFact.CAPTURED)
              && !restarting(now)
              && (supervised(now) || now.goal() == MigrationGoal.REHEARSE)) {
            context(now).driver().supervise();
          }
        });
  }

  private boolean restarting(DesiredState state) {
    return new SourceDecision(state, facts, stream).restarting();
  }

  /** The room on the disk on which the source's log grows, as it was last seen. */
  DiskRoom room() {
    return context(desired).driver().room();
  }

  /** The source while its stream runs, or is to go on after a pause. */
  Optional<AppliedStream> replicating() {
    DesiredState now = desired;
    if (!goesOn(now)) {
      return Optional.empty();
    }
    StepContext context = context(now);
    return Optional.of(
        new AppliedStream(context.moving(), context.driver()::applied, this::whileCaptured));
  }

  private void whileCaptured(Runnable work) {
    captureTurns.lookAfter(
        () -> {
          if (goesOn(desired)) {
            work.run();
          }
        });
  }

  private boolean goesOn(DesiredState state) {
    return running && replicates(state) && !restarting(state);
  }

  /** Whoever may go back needs the stream again. */
  private boolean supervised(DesiredState state) {
    return replicates(state)
        || state.goal() == MigrationGoal.STAND_BY
        || (state.goal() == MigrationGoal.SWITCHED && context(state).moving().returns());
  }

  private static boolean replicates(DesiredState state) {
    return state.goal() == MigrationGoal.REPLICATE || state.goal() == MigrationGoal.PAUSE;
  }

  /** What was reported last, empty before the first report. */
  Optional<SourceObserved> lastReport() {
    return Optional.ofNullable(lastReport);
  }

  @Override
  public void run() {
    while (running) {
      DesiredState now = desired;
      refresh(now);
      facts = facts.under(now);
      if (!attempt(now, SourceStep.INSPECT, () -> returning.look(now, context(now).driver()))) {
        continue;
      }
      facts = facts.with(SourceFact.GIVEN_UP, returning.givenUp().isPresent());
      SourceStep step = new SourceDecision(now, facts, stream).next();
      report(now, step);
      if (step == SourceStep.NONE) {
        error = null;
        rest(now);
      } else if (blocked(now) && !goesOn(step)) {
        await(REPORT_EVERY);
      } else {
        perform(now, step);
      }
    }
  }

  /** Nothing to reconcile: time for what the operator asked to be done with rows. */
  private void rest(DesiredState now) {
    if (unwanted.found(now, facts, context(now).driver())) {
      facts = facts.with(SourceFact.INSPECTED, false);
      return;
    }
    if (!facts.is(SourceFact.APPLYING) || !requests.pending(now)) {
      await(REPORT_EVERY);
      return;
    }
    try {
      requests.carryOut(now, context(now).driver());
    } catch (TributaryException e) {
      // Why the stream does not run is reported already; the request stays open.
      LOG.warnf("request waits source=%s code=%s", stream, e.report().code());
      await(REPORT_EVERY);
    }
  }

  private void perform(DesiredState now, SourceStep step) {
    attempt(
        now,
        step,
        () -> {
          granted.resolve(origin(now));
          carryOut(now, step);
          if (step == SourceStep.CLEAN_TARGET) {
            returning.forget();
          }
          LOG.infof("step=%s migration=%s source=%s", step, stream.migration(), stream.source());
          if (step != SourceStep.INSPECT || failedStep == SourceStep.INSPECT) {
            error = null;
            retryDelay = retryDelay.reset();
          }
        });
  }

  private void carryOut(DesiredState now, SourceStep step) {
    if (step.endsCapture()) {
      captureTurns.takeAway(() -> facts = step.perform(context(now), facts));
    } else {
      facts = step.perform(context(now), facts);
    }
  }

  /** Whether it went well; if not, it was reported and a pause made. */
  private boolean attempt(DesiredState now, SourceStep step, Runnable work) {
    try {
      work.run();
      return true;
    } catch (TributaryException e) {
      failed(now, step, e.report(), e);
    } catch (RuntimeException e) {
      ErrorReport report =
          ErrorReport.of(
              ReconcileError.UNEXPECTED,
              "Step " + step + " of " + stream + " failed: " + e + ". It is tried again.",
              Map.of("source", stream.source(), "step", step.name()));
      failed(now, step, report, e);
    }
    return false;
  }

  private void failed(DesiredState now, SourceStep step, ErrorReport report, Exception cause) {
    LOG.errorf(
        cause,
        "step=%s migration=%s source=%s code=%s",
        step,
        stream.migration(),
        stream.source(),
        report.code());
    error = report;
    failedStep = step;
    errorGeneration = now.generation();
    retryDelay = retryDelay.next();
    facts = step.afterFailure(facts);
    if (report.code().equals(ReconcileError.BEGUN_ANEW.code())) {
      facts = facts.with(SourceFact.INSPECTED, false);
    }
    report(now, step);
    if (report.retryable() || goesOn(step)) {
      await(retryDelay.full());
    }
  }

  private StepContext context(DesiredState now) {
    MovingSource out = new MovingSource(now.migration(), granted.known(origin(now)));
    MovingSource moving = stream.goesBack() ? out.reversed() : out;
    return new StepContext(
        now, moving, drivers.apply(out), apply, took -> rehearsed = took, active, clock);
  }

  private Source origin(DesiredState now) {
    StreamId out = stream.goesBack() ? stream.opposite() : stream;
    return now.migration().source(out.source());
  }

  /** What is known of the stream. */
  SourceFacts facts() {
    return facts;
  }

  private boolean blocked(DesiredState now) {
    return error != null && !error.retryable() && errorGeneration == now.generation();
  }

  /**
   * Whether a step is tried even where an error will last until somebody mends its cause. A stream
   * that has stopped for good keeps no side closed: a fence is lifted, and a drained side opened.
   */
  private boolean goesOn(SourceStep step) {
    return step == SourceStep.INSPECT || step.endsPause() || facts.is(SourceFact.GIVEN_UP);
  }

  private void refresh(DesiredState now) {
    ApplyStatus status = apply.status(stream);
    SourceFacts before = facts;
    facts = before.with(status).beside(opposite.get(), now, stream);
    // Taken once: what comes later, such as an abort, is not stopped by it.
    if (before.is(SourceFact.APPLYING) && !facts.is(SourceFact.APPLYING) && error == null) {
      error = status.error();
      failedStep = SourceStep.START_APPLY;
      errorGeneration = desired.generation();
    }
  }

  private void report(DesiredState now, SourceStep step) {
    ApplyStatus status = apply.status(stream);
    SourceDriver driver = context(now).driver();
    SourceObserved report =
        new SourceReport(
                stream,
                now,
                facts,
                step,
                error == null ? unreadable : error,
                new SourceSight(
                    status,
                    returning.over(driver.captureStatus()),
                    driver.lag(status.progress().position())),
                requests.outcomes(),
                rehearsed)
            .at(clock.instant());
    SourceObserved last = lastReport;
    if (last == null
        || !report.at().isBefore(last.at().plus(REPORT_EVERY))
        || differs(report, last)) {
      lastReport = report;
      reports.accept(report);
    }
  }

  private static boolean differs(SourceObserved a, SourceObserved b) {
    return a.generation() != b.generation()
        || a.phase() != b.phase()
        || a.achieved() != b.achieved()
        || a.stoppedOpen() != b.stoppedOpen()
        || !Objects.equals(a.fence(), b.fence())
        || !Objects.equals(a.deadLetters(), b.deadLetters())
        || !Objects.equals(a.repair(), b.repair())
        || !Objects.equals(a.restarted(), b.restarted())
        || !Objects.equals(a.error(), b.error())
        || !Objects.equals(a.connector(), b.connector());
  }

  private void await(Duration atMost) {
    try {
      if (wake.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      running = false;
      Thread.currentThread().interrupt();
    }
  }
}
