package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.preflight.PreflightService;
import io.tributary.cdc.reconcile.backup.BackupTrials;
import io.tributary.cdc.reconcile.observed.ObservedPublisher;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PreflightObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.tracing.CutoverTraces;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * All migrations that this instance is responsible for: hands each new desired state to the loops
 * of its sources. Loops exist from the first goal that touches a source until the instance stands
 * down.
 */
@ApplicationScoped
public class DesiredMigrations implements DesiredRecords.Orders {
  private static final Logger LOG = Logger.getLogger(DesiredMigrations.class);
  private static final Duration SUPERVISE_EVERY = Duration.ofSeconds(1);

  private final SourceKinds kinds;
  private final ApplyService apply;
  private final PreflightService preflight;
  private final BackupTrials backups;
  private final ObservedPublisher publisher;
  private final SourceMetrics metrics;
  private final ActiveMembership membership;
  private final CutoverTraces traces;
  private final Duration fenceLook;
  private final Clock clock;
  private final Map<StreamId, Watched> loops = new ConcurrentHashMap<>();
  private final Map<String, Long> preflighted = new HashMap<>();
  private final ExecutorService preflights = Executors.newCachedThreadPool();
  private final RegularLooks supervision = new RegularLooks(SUPERVISE_EVERY);

  DesiredMigrations(
      SourceKinds kinds,
      ApplyService apply,
      PreflightService preflight,
      BackupTrials backups,
      ObservedPublisher publisher,
      SourceMetrics metrics,
      ActiveMembership membership,
      CutoverTraces traces,
      @ConfigProperty(name = "tributary.reconcile.fence-look-millis", defaultValue = "5000")
          long fenceLookMillis,
      Clock clock) {
    this.fenceLook = Duration.ofMillis(fenceLookMillis);
    this.kinds = kinds;
    this.apply = apply;
    this.preflight = preflight;
    this.backups = backups;
    this.publisher = publisher;
    this.metrics = metrics;
    this.membership = membership;
    this.traces = traces;
    this.clock = clock;
    apply.onChange(this::wake);
  }

  /** The latest desired state of a migration; older generations are ignored. */
  @Override
  public synchronized void desire(DesiredState desired) {
    backups.desire(desired);
    if (desired.goal() == MigrationGoal.PREFLIGHT) {
      preflight(desired);
    } else if (desired.goal() != MigrationGoal.IDLE) {
      desired.migration().sources().forEach(source -> desire(desired, source));
    }
  }

  /** A migration that was deleted: what is known of its sources no longer counts. */
  @Override
  public synchronized void forget(String migration) {
    List<StreamId> gone =
        loops.keySet().stream().filter(stream -> stream.migration().equals(migration)).toList();
    gone.forEach(stream -> stop(loops.remove(stream)));
    preflighted.remove(migration);
    backups.forget(migration);
    metrics.forget(migration);
  }

  /** Sources that are looked after go on as before and tell it; of others it is told once. */
  @Override
  public synchronized void unreadable(DesiredRecords.UnreadableOrder order) {
    loops.forEach(
        (stream, watched) -> {
          if (stream.migration().equals(order.migration())) {
            watched.loop().unreadable(order.error());
          }
        });
    for (String source : order.sources()) {
      if (!loops.containsKey(new StreamId(order.migration(), source))) {
        report(SourceReport.unreadable(order, source, clock.instant()));
      }
    }
  }

  /** Stops all loops: another instance has taken over, or this one shuts down. */
  @PreDestroy
  public synchronized void standDown() {
    // Forgotten first: whoever becomes active again must never meet a loop that has ended.
    List<Watched> ended = List.copyOf(loops.values());
    loops.clear();
    preflighted.clear();
    backups.standDown();
    metrics.forgetAll();
    ended.forEach(DesiredMigrations::stop);
  }

  /** The last report of each source that this instance looks after. */
  public List<SourceObserved> lastReports() {
    return loops.values().stream().flatMap(w -> w.loop().lastReport().stream()).toList();
  }

  /** The streams that this instance looks after and that run, or will go on. */
  public List<AppliedStream> replicating() {
    return loops.values().stream().flatMap(w -> w.loop().capture().replicating().stream()).toList();
  }

  private static void stop(Watched watched) {
    watched.supervision().cancel(false);
    try {
      watched.loop().stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TributaryException e) {
      // The stream ends a little later; until then it is not started again.
      LOG.warnf("stop code=%s %s", e.report().code(), e.getMessage());
    }
  }

  private void desire(DesiredState desired, Source source) {
    MovingSource moving = new MovingSource(desired.migration(), source);
    StreamId out = moving.stream();
    StreamId back = out.opposite();
    if (!moving.returns()) {
      desire(desired, out, kinds::of, Optional::empty);
      return;
    }
    desire(desired, out, kinds::of, () -> facts(back));
    desire(desired, back, origin -> kinds.returning(origin).orElseThrow(), () -> facts(out));
  }

  /**
   * What is known of a stream. A way back waits for the way out: rows that are copied would look
   * like an application's to it.
   */
  private Optional<SourceFacts> facts(StreamId stream) {
    Watched watched = loops.get(stream);
    return Optional.of(watched == null ? SourceFacts.unknown() : watched.loop().facts());
  }

  private void desire(
      DesiredState desired,
      StreamId stream,
      Function<MovingSource, SourceDriver> drivers,
      Supplier<Optional<SourceFacts>> opposite) {
    Watched known = loops.get(stream);
    if (known != null) {
      known.loop().desire(desired);
      return;
    }
    SourceLoop created =
        new SourceLoop(
            stream,
            desired,
            drivers,
            opposite,
            membership::proven,
            apply,
            this::report,
            traces,
            fenceLook,
            clock);
    loops.put(stream, new Watched(created, supervision.begin(() -> supervise(stream, created))));
    created.start();
  }

  /** On the source's own thread, which must not wait for this object. */
  private void report(SourceObserved source) {
    publisher.publish(source);
    metrics.show(source);
  }

  private void preflight(DesiredState desired) {
    String name = desired.migration().name();
    if (preflighted.getOrDefault(name, -1L) >= desired.generation()) {
      return;
    }
    preflighted.put(name, desired.generation());
    preflights.execute(
        () ->
            publisher.publish(
                new PreflightObserved(
                    name,
                    desired.generation(),
                    preflight.check(desired.migration()),
                    clock.instant())));
  }

  private void supervise(StreamId stream, SourceLoop loop) {
    try {
      loop.capture().supervise();
      metrics.show(stream, loop.capture().room());
    } catch (RuntimeException e) {
      LOG.errorf(e, "supervise migration=%s source=%s", stream.migration(), stream.source());
    }
  }

  /**
   * Not synchronized: a stream's thread calls this while it ends, and {@link #stop} waits for that
   * thread with the lock held.
   */
  private void wake(StreamId stream) {
    Watched watched = loops.get(stream);
    if (watched != null) {
      watched.loop().wake();
    }
  }

  /** A loop and the task that looks after its connector each second. */
  private record Watched(SourceLoop loop, ScheduledFuture<?> supervision) {}
}
