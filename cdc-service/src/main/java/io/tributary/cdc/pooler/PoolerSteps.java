package io.tributary.cdc.pooler;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.TributaryException;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.pooler.Pooler;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does the steps of one pooler and keeps what is known of it afterwards. One thread. */
final class PoolerSteps {
  private static final Logger LOG = Logger.getLogger(PoolerSteps.class);

  private final StreamId source;
  private final Vertx vertx;
  private final BooleanSupplier active;
  private final Clock clock;

  private PoolerFacts facts = PoolerFacts.UNKNOWN;
  private WaitingClients waiting = WaitingClients.NONE;
  private @Nullable HeldClients held;

  PoolerSteps(StreamId source, Vertx vertx, BooleanSupplier active, Clock clock) {
    this.source = source;
    this.vertx = vertx;
    this.active = active;
    this.clock = clock;
  }

  /** What is known of the pooler. */
  PoolerFacts facts() {
    return facts;
  }

  /** How long its clients were held the last time; null before the first. */
  @Nullable HeldClients held() {
    return held;
  }

  /**
   * Does a step.
   *
   * @param wanted whether a pause that waits for transactions is still wanted
   * @throws TributaryException when it cannot be done; it may be repeated
   */
  void perform(DesiredState now, PoolerStep step, BooleanSupplier wanted) {
    PoolerWork work = work(now);
    switch (step) {
      case READ -> facts = facts.with(work.file().read());
      case PROVE -> {
        requireActive();
        facts = facts.with(work.prove()).withProven(cutover(now));
      }
      case PAUSE -> pause(now, work, wanted);
      case RESUME -> resume(now, work);
      case REPOINT -> {
        requireActive();
        facts = facts.with(work.repoint(now.direction())).withLeading(cutover(now));
      }
      case NONE -> {}
    }
  }

  /** Nobody is held in this cutover any more: it has failed once. */
  void giveUpHolding(DesiredState now) {
    String cutover = now.cutoverId();
    facts = cutover == null ? facts : facts.withEnded(cutover);
  }

  private void pause(DesiredState now, PoolerWork work, BooleanSupplier wanted) {
    requireActive();
    long reserve = now.migration().cutover().heldReserveMillis();
    try (PauseAttempt attempt = new PauseAttempt(work, clock)) {
      attempt.connect();
      if (facts.mark().isEmpty()) {
        EntriesText text = work.file().read().held(mark(now, reserve));
        work.file().write(text);
        facts = facts.with(text);
        waiting = WaitingClients.NONE;
        held = null;
      }
      HoldMark mark = facts.mark().orElseThrow();
      // The orchestrator has to hear why before its own time is over.
      attempt.pause(mark.until().minusMillis(reserve + reserve / 2), wanted);
      facts = facts.withPaused(true);
    }
  }

  private HoldMark mark(DesiredState now, long reserve) {
    Instant since = clock.instant();
    Instant latest = since.plusMillis(now.migration().cutover().timeLimitMillis());
    Instant until =
        Objects.requireNonNull(now.deadline(), "a hold begins before a deadline")
            .plusMillis(reserve);
    return new HoldMark(cutover(now), since, until.isBefore(latest) ? until : latest);
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
    if (held == null) {
      held = told(mark, over);
      LOG.infof("pooler resumed source=%s held=%s", source, held);
    }
    facts = facts.withPaused(false).withEnded(mark.cutoverId());
    EntriesText text = work.file().read().free();
    work.file().write(text);
    facts = facts.with(text);
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

  /** A connection to the console; the caller closes it. */
  AdminConsole console(DesiredState now) {
    return work(now).console();
  }

  /** Looks who waits, and whether clients are held as they should be; false where they are not. */
  boolean lookAtHeld(DesiredState now, AdminConsole console) {
    PooledDatabases databases = work(now).databases(console);
    waiting = databases.waiting().after(waiting);
    if (databases.paused().containsAll(databases.names())) {
      return true;
    }
    facts = facts.withPaused(false);
    return false;
  }

  /** The service ends: nobody may be there to let them go later. The file goes on saying so. */
  void letGo(DesiredState now) {
    if (facts.mark().isEmpty()) {
      return;
    }
    try (AdminConsole console = console(now)) {
      work(now).databases(console).resume();
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
}
