package io.tributary.orchestrator.loop;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.TributaryException;
import io.tributary.common.event.Requester;
import io.tributary.common.grant.MigrationGrants;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.store.HistoryEntry;
import io.tributary.orchestrator.store.TargetSession;
import io.tributary.orchestrator.topic.TopicListener;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All migrations that the topics know. Orders block until they are decided and stored; errors come
 * as {@link TributaryException}. Thread-safe.
 */
public final class MigrationRegistry implements TopicListener {
  private final LoopServices services;
  private final Runnable onCaughtUp;
  private final ActivatedByName<MigrationLoop> loops =
      new ActivatedByName<>(MigrationLoop::activate);
  private final Map<String, Migration> plans = new ConcurrentHashMap<>();
  private final Map<String, MigrationObservations> observations = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> deletions = new ConcurrentHashMap<>();

  private final TargetReadings readings;

  private volatile boolean caughtUp;
  private volatile boolean active;

  MigrationRegistry(LoopServices services, Runnable onCaughtUp) {
    this.services = services;
    this.onCaughtUp = onCaughtUp;
    this.readings = new TargetReadings(services.targets(), services.clock());
  }

  /** Whether this instance decides. */
  public boolean active() {
    return active && caughtUp;
  }

  /** Whether everything that the topics held at the start is known. */
  public boolean ready() {
    return caughtUp;
  }

  /** Names of all migrations, sorted. */
  public List<String> names() {
    requireReady();
    return plans.keySet().stream().sorted().toList();
  }

  /** What is known of a migration. */
  public KnownMigration known(String name) {
    MigrationLoop loop = loop(name);
    MigrationObservations seen = observations(name);
    if (!active()) {
      return readings.known(kept(name, plans), seen);
    }
    Instant now = services.clock().instant();
    return new KnownMigration(
        name, loop.record(), seen, loop.lookedActions(), loop.health(), now, loop.trouble());
  }

  /** The migration file as it was taken. */
  public Migration plan(String name) {
    requireReady();
    return kept(name, plans);
  }

  /** Transitions after an id, oldest first. */
  public List<HistoryEntry> history(String name, long after, int limit) {
    return ask(name, session -> session.history(name, after, limit));
  }

  /** Asks the target of a migration. */
  public <T> T ask(String name, Function<TargetSession, T> question) {
    loop(name);
    return readings.ask(kept(name, plans), question);
  }

  /**
   * Asks the database that a stream ends in: for the way back the source's own.
   *
   * @param stream null for the target
   * @param nothing the answer where nothing of Tributary's is there
   */
  public <T> T ask(
      String name, @Nullable String stream, T nothing, Function<TargetSession, T> question) {
    loop(name);
    return readings.ask(kept(name, plans), stream, nothing, question);
  }

  /**
   * Places an order and waits until it is decided.
   *
   * @param by who gave it, for the history; empty for the service itself
   */
  public OrderReply order(String name, Order order, Optional<Requester> by) {
    requireActive(name);
    return LoopAnswer.by(name, loop(name).order(order, by));
  }

  /** Takes a migration file; true when it made a new migration or changed an unstarted one. */
  public boolean create(Migration plan) {
    requireActive(plan.name());
    MigrationGrants.require(services.grants(), plan);
    Optional<MigrationLoop> existing = loops.find(plan.name());
    MigrationLoop loop = begin(plan);
    try {
      MigrationCreation.Result result = LoopAnswer.by(plan.name(), loop.create(plan));
      plans.put(plan.name(), plan);
      return result != MigrationCreation.Result.SAME;
    } catch (TributaryException e) {
      if (existing.isEmpty()) {
        loops.remove(plan.name(), loop);
        loop.stop();
      }
      throw e;
    }
  }

  /** Takes a changed file for a migration; true when it says something else than before. */
  public boolean revise(String name, Migration plan) {
    requireActive(name);
    MigrationLoop loop = loop(name);
    if (!plan.name().equals(name)) {
      throw OrderError.OTHER_NAME.because(
          "The file is of migration " + plan.name() + ", and was put to " + name + ".", name);
    }
    MigrationGrants.require(services.grants(), plan);
    boolean changed = LoopAnswer.by(name, loop.revise(plan));
    plans.put(name, plan);
    return changed;
  }

  /** Deletes a migration that is not running. */
  public void delete(String name) {
    requireActive(name);
    MigrationLoop loop = loop(name);
    CompletableFuture<Void> deletion = new CompletableFuture<>();
    deletions.put(name, deletion);
    LoopAnswer.by(name, loop.delete(kept(name, plans)));
    // Records of it that are still on their way to this process come before the deletion's own.
    LoopAnswer.by(name, deletion);
  }

  private MigrationLoop begin(Migration plan) {
    return loops.begin(
        plan.name(), () -> new MigrationLoop(plan, services, () -> observations(plan.name())));
  }

  private MigrationLoop loop(String name) {
    requireReady();
    kept(name, plans);
    return loops.find(name).orElseThrow(() -> unknown(name));
  }

  /** A migration may be deleted by somebody else at any moment. */
  private static <T> T kept(String name, Map<String, T> byName) {
    T found = byName.get(name);
    if (found == null) {
      throw unknown(name);
    }
    return found;
  }

  private static TributaryException unknown(String name) {
    return OrderError.UNKNOWN_MIGRATION.because(
        "There is no migration " + name + ". `GET /migrations` lists all.", name);
  }

  private MigrationObservations observations(String name) {
    return observations.getOrDefault(name, MigrationObservations.none());
  }

  private void requireReady() {
    if (!caughtUp) {
      throw OrderError.STARTING.because(
          "The orchestrator is still reading its topics, or cannot reach the broker. Try again.",
          "");
    }
  }

  /** Refuses unless this instance is the active one, which alone knows what happens at once. */
  public void requireActive(String name) {
    requireReady();
    if (!active) {
      throw OrderError.STANDBY.because(
          "This instance of the orchestrator stands by. Place the order at the active one, or"
              + " again when this one has taken over.",
          name);
    }
  }

  private void remove(String name) {
    plans.remove(name);
    loops.remove(name).ifPresent(MigrationLoop::stop);
    services.measurements().forgotten(name);
  }

  /** This instance became the active one, or stands by. */
  synchronized void activeChanged(boolean nowActive) {
    active = nowActive;
    activateAll();
  }

  private void activateAll() {
    loops.tell(active());
    if (!active()) {
      plans.keySet().forEach(services.measurements()::forgotten);
    }
  }

  @Override
  public void desired(DesiredState desired) {
    plans.putIfAbsent(desired.migration().name(), desired.migration());
    if (!active()) {
      plans.put(desired.migration().name(), desired.migration());
    }
    begin(desired.migration()).seen(desired);
  }

  @Override
  public void deleted(String migration) {
    remove(migration);
    CompletableFuture<Void> deletion = deletions.remove(migration);
    if (deletion != null) {
      deletion.complete(null);
    }
  }

  @Override
  public void observed(ObservedState observed) {
    observations.compute(
        observed.migration(),
        (name, known) -> latest(known == null ? MigrationObservations.none() : known, observed));
    loops.find(observed.migration()).ifPresent(MigrationLoop::wake);
  }

  /** What the topic held at the start was made long ago, and says nothing of clocks. */
  private MigrationObservations latest(MigrationObservations known, ObservedState observed) {
    return caughtUp ? known.arriving(observed, services.clock().instant()) : known.with(observed);
  }

  @Override
  public void observationsDeleted(String migration) {
    observations.remove(migration);
  }

  @Override
  public synchronized void caughtUp() {
    caughtUp = true;
    activateAll();
    onCaughtUp.run();
  }

  /** Stops all loops; what they have stored goes on with the next process. */
  void close() {
    loops.forEach(MigrationLoop::stop);
  }
}
