package io.tributary.cdc.pooler;

import io.tributary.cdc.retry.WakeCall;
import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PoolerObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.pooler.Pooler;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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
  private final Vertx vertx;
  private final BooleanSupplier active;
  private final Consumer<PoolerObserved> reports;
  private final Clock clock;
  private final WakeCall wake = new WakeCall();
  private final Thread thread;

  private volatile DesiredState desired;
  private volatile boolean running = true;

  private PoolerFacts facts = PoolerFacts.UNKNOWN;
  private WaitingClients waiting = WaitingClients.NONE;
  private @Nullable HeldClients held;
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
    this.vertx = vertx;
    this.active = active;
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
      PoolerStep step = new PoolerDecision(now, facts, clock.instant()).next();
      report(now);
      if (step == PoolerStep.NONE) {
        rest();
      } else if (!attempt(now, step)) {
        report(now);
        running &= wake.await(waitedFor(now) ? RETRY : IDLE);
      }
    }
    letGo();
  }

  /** Whether a change of sides, or a client, waits for what has failed. */
  private boolean waitedFor(DesiredState now) {
    return now.clients() != ClientsGoal.FREE
        || now.goal() == MigrationGoal.REHEARSE
        || facts.mark().isPresent();
  }

  /** Whether it went well. */
  private boolean attempt(DesiredState now, PoolerStep step) {
    try {
      perform(now, step);
      LOG.infof("pooler step=%s source=%s clients=%s", step, source, now.clients());
      if (step != PoolerStep.RESUME && step != PoolerStep.READ) {
        error = null;
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
      String cutover = now.cutoverId();
      facts = cutover == null ? facts : facts.withEnded(cutover);
    }
  }

  private void perform(DesiredState now, PoolerStep step) {
    PoolerWork work = work(now);
    switch (step) {
      case READ -> facts = facts.with(work.file().read());
      case PROVE -> {
        requireActive();
        facts = facts.with(work.prove()).withProven(cutover(now));
      }
      case PAUSE -> pause(now, work);
      case RESUME -> resume(now, work);
      case REPOINT -> {
        requireActive();
        facts = facts.with(work.repoint(now.direction())).withLeading(cutover(now));
      }
      case NONE -> {}
    }
  }

  private void pause(DesiredState now, PoolerWork work) {
    requireActive();
    Instant deadline = now.deadline();
    long reserve = now.migration().cutover().heldReserveMillis();
    try (PauseAttempt attempt = new PauseAttempt(work, clock)) {
      attempt.connect();
      if (facts.mark().isEmpty()) {
        Instant since = clock.instant();
        Instant until = Objects.requireNonNull(deadline, "a hold begins before a deadline");
        Instant latest = since.plusMillis(now.migration().cutover().timeLimitMillis());
        HoldMark mark =
            new HoldMark(cutover(now), since, earlier(until.plusMillis(reserve), latest));
        EntriesText text = work.file().read().held(mark);
        work.file().write(text);
        facts = facts.with(text);
        waiting = WaitingClients.NONE;
      }
      HoldMark mark = facts.mark().orElseThrow();
      // The orchestrator has to hear why before its own time is over.
      Instant limit = mark.until().minusMillis(reserve + reserve / 2);
      attempt.pause(limit, () -> desired.clients() == now.clients() && running);
      facts = facts.withPaused(true);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void resume(DesiredState now, PoolerWork work) {
    boolean over = new PoolerDecision(now, facts, clock.instant()).over();
    HoldMark mark = facts.mark().orElseThrow();
    try (AdminConsole console = work.console()) {
      PooledDatabases databases = work.databases(console);
      if (facts.paused()) {
        waiting = databases.waiting().after(waiting);
      }
      databases.resume();
    }
    held = told(mark, over);
    facts = facts.withPaused(false).withEnded(mark.cutoverId());
    LOG.infof("pooler resumed source=%s held=%s", source, held);
    EntriesText text = free(work.file().read());
    work.file().write(text);
    facts = facts.with(text);
    if (over && error == null && desired.deadline() != null) {
      error =
          ErrorReport.of(
              PoolerError.HOLD_LIMIT,
              "Clients of the pooler of source %s were let go because the time limit of cutover %s was over."
                  .formatted(source.source(), mark.cutoverId()),
              Map.of("source", source.source()));
      errorOf = now.generation();
    }
  }

  private static EntriesText free(EntriesText text) {
    return text.free();
  }

  private HeldClients told(HoldMark mark, boolean atLimit) {
    return new HeldClients(
        source.source(),
        mark.cutoverId(),
        mark.since(),
        Math.max(0, Duration.between(mark.since(), clock.instant()).toMillis()),
        waiting.longestMillis(),
        waiting.count(),
        atLimit);
  }

  /** Looks whether clients are still held, while they are; rests otherwise. */
  private void rest() {
    if (!facts.paused() || facts.mark().isEmpty()) {
      running &= wake.await(IDLE);
      return;
    }
    try (AdminConsole console = work(desired).console()) {
      PooledDatabases databases = work(desired).databases(console);
      PoolerFacts before = facts;
      while (running && facts == before && undecided()) {
        waiting = databases.waiting().after(waiting);
        facts = databases.paused().containsAll(databases.names()) ? facts : facts.withPaused(false);
        running &= wake.await(HELD_LOOK);
      }
    } catch (TributaryException e) {
      LOG.warnf("pooler not looked at source=%s code=%s", source, e.report().code());
      running &= wake.await(HELD_LOOK);
    }
  }

  private boolean undecided() {
    DesiredState now = desired;
    report(now);
    return new PoolerDecision(now, facts, clock.instant()).next() == PoolerStep.NONE;
  }

  /** The service ends: nobody may be there to let them go later. The file goes on saying so. */
  private void letGo() {
    Thread.interrupted();
    if (facts.mark().isEmpty()) {
      return;
    }
    try (AdminConsole console = work(desired).console()) {
      work(desired).databases(console).resume();
    } catch (RuntimeException e) {
      LOG.errorf("pooler not resumed at the end source=%s: %s", source, e.getMessage());
    }
  }

  private void requireActive() {
    if (!active.getAsBoolean()) {
      throw new TributaryException(
          PoolerError.NOT_ACTIVE,
          "The pooler of source %s is not led: the broker does not confirm that this instance is the active one."
              .formatted(source.source()),
          Map.of("source", source.source()));
    }
  }

  private PoolerWork work(DesiredState now) {
    MovingSource moving =
        new MovingSource(now.migration(), now.migration().source(source.source()));
    Pooler pooler = moving.source().pooler().orElseThrow();
    return new PoolerWork(vertx, moving, pooler);
  }

  private static String cutover(DesiredState now) {
    return Objects.requireNonNull(now.cutoverId(), "clients are led in a cutover");
  }

  private void report(DesiredState now) {
    PoolerObserved next =
        new PoolerObserved(
            source.migration(),
            source.source(),
            now.generation(),
            new PoolerDecision(now, facts, clock.instant()).achieved(),
            facts.paused(),
            held,
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
