package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.reconcile.observed.ObservedPublisher;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.SourceShare;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.tracing.CutoverTraces;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * All migrations, of which this instance looks after the sources whose shares it holds: hands each
 * new desired state to their loops. Loops exist from the first goal that touches a source until its
 * share is given up.
 */
@ApplicationScoped
public class DesiredMigrations implements DesiredRecords.Orders {
  private static final Logger LOG = Logger.getLogger(DesiredMigrations.class);
  private static final Duration SUPERVISE_EVERY = Duration.ofSeconds(1);

  private final SourceKinds kinds;
  private final ApplyService apply;
  private final WholeMigrations whole;
  private final ObservedPublisher publisher;
  private final SourceMetrics metrics;
  private final CutoverTraces traces;
  private final Duration fenceLook;
  private final Clock clock;
  private final Map<StreamId, Watched> loops = new ConcurrentHashMap<>();
  private final ExecutorService endings = Executors.newCachedThreadPool();
  private final RegularLooks supervision = new RegularLooks(SUPERVISE_EVERY);
  private final KnownOrders known = new KnownOrders();
  private final Set<SourceShare> held = new HashSet<>();
  private volatile Predicate<SourceShare> proven = share -> false;

  DesiredMigrations(
      SourceKinds kinds,
      ApplyService apply,
      WholeMigrations whole,
      ObservedPublisher publisher,
      SourceMetrics metrics,
      CutoverTraces traces,
      @ConfigProperty(name = "tributary.reconcile.fence-look-millis", defaultValue = "5000")
          long fenceLookMillis,
      Clock clock) {
    this.fenceLook = Duration.ofMillis(fenceLookMillis);
    this.kinds = kinds;
    this.apply = apply;
    this.whole = whole;
    this.publisher = publisher;
    this.metrics = metrics;
    this.traces = traces;
    this.clock = clock;
    apply.onChange(this::wake);
  }

  /** Who asks the broker whether this instance still holds a share. */
  void provenBy(Predicate<SourceShare> asking) {
    proven = asking;
  }

  /** The latest desired state of a migration; older generations are ignored. */
  @Override
  public synchronized void desire(DesiredState desired) {
    Migration migration = desired.migration();
    known.desired(desired);
    SourceShare share = SourceShare.of(migration.name());
    if (held.contains(share)) {
      whole.desire(desired, () -> proven.test(share));
    }
    if (desired.goal() != MigrationGoal.PREFLIGHT && desired.goal() != MigrationGoal.IDLE) {
      migration.sources().forEach(source -> desire(desired, source));
    }
  }

  /** These shares are held from now on. */
  synchronized void take(Set<SourceShare> shares) {
    held.addAll(shares);
    known.repeat(this);
  }

  /** Other instances look after these from now on; returns when their loops have ended. */
  synchronized void give(Set<SourceShare> shares) {
    held.removeAll(shares);
    whole.giveUp(migration -> shares.contains(SourceShare.of(migration)));
    // Forgotten first: whoever is given them again must never meet a loop that has ended.
    Map<StreamId, Watched> ended = new HashMap<>(loops);
    ended.values().removeIf(watched -> !shares.contains(watched.share()));
    loops.keySet().removeAll(ended.keySet());
    CompletableFuture.allOf(
            ended.values().stream()
                .map(watched -> CompletableFuture.runAsync(() -> stop(watched), endings))
                .toArray(CompletableFuture[]::new))
        .join();
    ended.keySet().forEach(metrics::forget);
  }

  /** A migration that was deleted: what is known of its sources no longer counts. */
  @Override
  public synchronized void forget(String migration) {
    known.forget(migration);
    List<StreamId> gone =
        loops.keySet().stream().filter(stream -> stream.migration().equals(migration)).toList();
    gone.forEach(stream -> stop(loops.remove(stream)));
    whole.forget(migration);
    metrics.forget(migration);
  }

  /** Sources that are looked after go on as before and tell it; of others it is told once. */
  @Override
  public synchronized void unreadable(DesiredRecords.UnreadableOrder order) {
    known.unreadable(order);
    loops.forEach(
        (stream, watched) -> {
          if (stream.migration().equals(order.migration())) {
            watched.loop().unreadable(order.error());
          }
        });
    for (String source : order.sources()) {
      if (held.contains(SourceShare.of(order.migration(), order.sources(), source))
          && !loops.containsKey(new StreamId(order.migration(), source))) {
        report(SourceReport.unreadable(order, source, clock.instant()));
      }
    }
  }

  /** Stops all loops: this instance shuts down. */
  @PreDestroy
  public void standDown() {
    give(SourceShare.all().collect(Collectors.toSet()));
    metrics.forgetAll();
    endings.shutdown();
  }

  /** The last report of each source that this instance looks after. */
  public List<SourceObserved> lastReports() {
    return loops.values().stream().flatMap(w -> w.loop().lastReport().stream()).toList();
  }

  /** The streams that this instance looks after and that run, or will go on. */
  public List<AppliedStream> replicating() {
    return loops.values().stream().flatMap(w -> w.loop().capture().replicating().stream()).toList();
  }

  /** The sources that replicate and that other instances look after. */
  public synchronized List<MovingSource> elsewhere() {
    return known.latest().stream()
        .filter(desired -> desired.goal() == MigrationGoal.REPLICATE)
        .map(DesiredState::migration)
        .flatMap(
            migration ->
                migration.sources().stream().map(source -> new MovingSource(migration, source)))
        .filter(moving -> !held.contains(SourceShare.of(moving.migration(), moving.stream())))
        .toList();
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
    if (!held.contains(SourceShare.of(desired.migration(), out))) {
      return;
    }
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
    Watched running = loops.get(stream);
    if (running != null) {
      running.loop().desire(desired);
      return;
    }
    SourceShare share = SourceShare.of(desired.migration(), stream);
    SourceLoop created =
        new SourceLoop(
            stream,
            desired,
            drivers,
            opposite,
            () -> proven.test(share),
            apply,
            this::report,
            traces,
            fenceLook,
            clock);
    loops.put(
        stream, new Watched(share, created, supervision.begin(() -> supervise(stream, created))));
    created.start();
  }

  /** On the source's own thread, which must not wait for this object. */
  private void report(SourceObserved source) {
    publisher.publish(source);
    metrics.show(source);
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

  /** A loop, and the task that looks after its connector each second. */
  private record Watched(SourceShare share, SourceLoop loop, ScheduledFuture<?> supervision) {}
}
