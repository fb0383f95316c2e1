package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.connect.CatchUp;
import io.tributary.cdc.reconcile.join.JoiningTurns;
import io.tributary.cdc.reconcile.request.RowRequests;
import io.tributary.cdc.retry.WakeCall;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.tracing.CutoverTraces;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

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
  private static final Duration CATCH_UP_LOOK = Duration.ofMillis(20);

  /** No stream is asked to be closer behind its source than this. */
  private static final long MOMENT_MILLIS = 1_000;

  private final StreamId stream;
  private final StandingOrder order;
  private final Supplier<Optional<SourceFacts>> opposite;
  private final ApplyService apply;
  private final StepContexts contexts;
  private final CaptureCare capture;
  private final StreamReports reports;
  private final StepFailures failures;
  private final StepTraces traces;
  private final UnwantedFence unwanted;
  private final ReturnWatch returning;
  private final CatchUp catchUp;
  private final RowRequests requests;
  private final JoiningTurns joining;
  private final WakeCall wake = new WakeCall();
  private final Thread thread;

  private volatile boolean running = true;
  private volatile SourceFacts facts = SourceFacts.unknown();

  /**
   * A loop that is not running yet.
   *
   * @param drivers gives the driver of this stream, by the source as it moves out
   * @param opposite what is known of the other direction of its source, empty where there is none
   * @param active asks the broker whether this instance is the active one
   * @param traces is told what is done for a change of sides
   */
  SourceLoop(
      StreamId stream,
      DesiredState desired,
      Function<MovingSource, SourceDriver> drivers,
      Supplier<Optional<SourceFacts>> opposite,
      BooleanSupplier active,
      ApplyService apply,
      Consumer<SourceObserved> reports,
      CutoverTraces traces,
      Duration fenceLook,
      Clock clock) {
    this.stream = stream;
    this.order = new StandingOrder(stream, desired);
    this.opposite = opposite;
    this.apply = apply;
    this.contexts = new StepContexts(stream, drivers, active, apply, clock);
    this.capture = new CaptureCare(this::context, () -> facts, () -> running);
    this.failures = new StepFailures(stream);
    this.traces = new StepTraces(stream, traces, clock);
    this.unwanted = new UnwantedFence(stream, fenceLook, clock);
    this.returning = new ReturnWatch(stream, clock);
    this.catchUp = new CatchUp(clock);
    this.requests = new RowRequests(stream, apply);
    this.joining = new JoiningTurns(stream, clock);
    this.reports =
        new StreamReports(
            stream, apply, returning, requests, joining, REPORT_EVERY, reports, clock);
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
    if (order.take(next)) {
      wake();
    }
  }

  /**
   * A later desired state that cannot be read; this one stays in force until one comes that can.
   */
  void unreadable(ErrorReport why) {
    order.unreadable(why);
    wake();
  }

  /** Something worth looking at happened. */
  void wake() {
    wake.call();
  }

  /**
   * Stops the loop and apply at a batch boundary; what is running in the databases stays as it is.
   */
  void stop() throws InterruptedException {
    running = false;
    wake();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    apply.stop(stream);
    context().driver().standDown();
  }

  /** Looks after the capture; for any thread. */
  CaptureCare capture() {
    return capture;
  }

  /** What was reported last, empty before the first report. */
  Optional<SourceObserved> lastReport() {
    return reports.last();
  }

  @Override
  public void run() {
    while (running) {
      DesiredState now = order.now();
      refresh(now);
      facts = facts.under(now);
      if (!attempt(
          now, SourceStep.INSPECT, () -> returning.look(now, contexts.under(now).driver()))) {
        continue;
      }
      facts = facts.with(SourceFact.GIVEN_UP, returning.givenUp().isPresent());
      SourceStep step = new SourceDecision(now, facts, stream).next();
      report(now, step);
      if (step == SourceStep.NONE) {
        failures.clear();
        rest(now);
      } else if (failures.block(now.generation()) && !goesOn(step)) {
        await(REPORT_EVERY);
      } else {
        perform(now, step);
      }
    }
  }

  /** Nothing to reconcile: time for what the operator asked to be done with rows. */
  private void rest(DesiredState now) {
    SourceDriver driver = contexts.under(now).driver();
    if (!attempt(
        now,
        SourceStep.INSPECT,
        () -> joining.look(now, driver, apply.status(stream).tableRestarts()))) {
      return;
    }
    apply.restartTables(stream, joining.orders(now));
    if (catchesUp(now)) {
      return;
    }
    if (unwanted.found(now, facts, driver)) {
      facts = facts.with(SourceFact.INSPECTED, false);
      return;
    }
    boolean asked = facts.is(SourceFact.APPLYING) && requests.pending(now);
    if (!asked || !requests.carriedOut(now, driver)) {
      await(REPORT_EVERY);
    }
  }

  /** Whether a rehearsal waits for nothing but the stream. */
  private boolean catchesUp(DesiredState now) {
    String rehearsal = now.cutoverId();
    if (rehearsal == null
        || now.goal() != MigrationGoal.REHEARSE
        || !facts.is(SourceFact.REHEARSED)
        || !facts.is(SourceFact.APPLYING)
        || catchUp.reached(rehearsal)) {
      return false;
    }
    SourceDriver driver = contexts.under(now).driver();
    long most = Math.max(MOMENT_MILLIS, now.migration().cutover().maxLagMillis());
    long applied = apply.status(stream).progress().position();
    if (!attempt(
        now,
        SourceStep.REHEARSE,
        () -> catchUp.look(rehearsal, applied, Duration.ofMillis(most), driver::logEnd))) {
      facts = facts.with(SourceFact.REHEARSED, false);
    } else if (!catchUp.reached(rehearsal)) {
      await(CATCH_UP_LOOK);
    }
    return true;
  }

  private void perform(DesiredState now, SourceStep step) {
    attempt(
        now,
        step,
        () -> {
          contexts.resolve(now);
          capture.during(
              step,
              () -> facts = traces.of(step, now, () -> step.perform(contexts.under(now), facts)));
          if (step == SourceStep.CLEAN_TARGET) {
            returning.forget();
          }
          LOG.infof("step=%s migration=%s source=%s", step, stream.migration(), stream.source());
          failures.done(step);
        });
  }

  /** Whether it went well; if not, it was reported and a pause made. */
  private boolean attempt(DesiredState now, SourceStep step, Runnable work) {
    try {
      work.run();
      return true;
    } catch (TributaryException e) {
      failed(now, step, e.report(), e);
    } catch (RuntimeException e) {
      failed(now, step, ReconcileError.unexpected(stream, step, e), e);
    }
    return false;
  }

  private void failed(DesiredState now, SourceStep step, ErrorReport report, Exception cause) {
    failures.failed(step, report, now.generation(), cause);
    facts = step.afterFailure(facts);
    if (report.code().equals(ReconcileError.BEGUN_ANEW.code())) {
      facts = facts.with(SourceFact.INSPECTED, false);
    }
    report(now, step);
    if (report.retryable() || goesOn(step)) {
      await(failures.rest());
    }
  }

  private StepContext context() {
    return contexts.under(order.now());
  }

  /** What is known of the stream. */
  SourceFacts facts() {
    return facts;
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
    facts =
        before
            .with(status)
            .beside(opposite.get(), now, stream)
            .with(SourceFact.CAUGHT_UP, catchUp.reached(now.cutoverId()));
    traces.drained(now, before, facts);
    // Taken once: what comes later, such as an abort, is not stopped by it.
    boolean ended = before.is(SourceFact.APPLYING) && !facts.is(SourceFact.APPLYING);
    if (ended && failures.error() == null) {
      failures.stopped(SourceStep.START_APPLY, status.error(), order.now().generation());
    }
  }

  private void report(DesiredState now, SourceStep step) {
    ErrorReport error = failures.error();
    reports.report(
        contexts, contexts.under(now), facts, step, error == null ? order.unreadable() : error);
  }

  private void await(Duration atMost) {
    if (!wake.await(atMost)) {
      running = false;
    }
  }
}
