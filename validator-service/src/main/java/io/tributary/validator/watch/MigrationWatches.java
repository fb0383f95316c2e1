package io.tributary.validator.watch;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.desired.SourceShare;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.source.end.WatchedSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The watches of the sources whose shares this validator holds, by migration and source.
 * Thread-safe.
 */
public class MigrationWatches {
  private static final Logger LOG = Logger.getLogger(MigrationWatches.class);

  private final RunContext context;
  private final Map<String, Map<String, SourceWatch>> byMigration = new TreeMap<>();
  private final Map<String, LoadLimit> loads = new HashMap<>();
  private final Map<String, DesiredState> latest = new LinkedHashMap<>();
  private final Set<SourceShare> held = new HashSet<>();

  /** No watches yet, and no share. */
  public MigrationWatches(RunContext context) {
    this.context = context;
  }

  /** These shares are held from now on. */
  public synchronized void take(Set<SourceShare> shares) {
    held.addAll(shares);
    followAll();
  }

  /** Other validators have these from now on. */
  public synchronized void give(Set<SourceShare> shares) {
    held.removeAll(shares);
    followAll();
  }

  /** Lets every source of a migration follow the desired goal. */
  public synchronized void desire(DesiredState desired) {
    latest.put(desired.migration().name(), desired);
    follow(desired);
  }

  /** One migration that cannot be watched keeps no other from it. */
  private void followAll() {
    for (DesiredState desired : latest.values()) {
      try {
        follow(desired);
      } catch (RuntimeException e) {
        LOG.errorf(e, "desired state not carried out migration=%s", desired.migration().name());
      }
    }
  }

  private void follow(DesiredState desired) {
    Migration migration = desired.migration();
    List<WatchedSource> streams = streams(migration);
    if (streams.isEmpty()) {
      end(migration.name());
      return;
    }
    Map<String, SourceWatch> watches =
        byMigration.computeIfAbsent(migration.name(), m -> new LinkedHashMap<>());
    load(migration)
        .set(
            LoadLimit.part(
                migration.validation().limits().maxLoad(),
                (int) moving(migration).count(),
                migration.sources().size()));
    watches.values().removeIf(watch -> closedAsGone(watch, streams));
    for (WatchedSource watched : streams) {
      DesiredState goal = StreamGoal.of(desired, watched.stream());
      SourceWatch watch =
          watches.computeIfAbsent(
              watched.stream().source(), name -> new SourceWatch(watched, context));
      watch.limit(migration.validation().limits());
      watch.restarted(desired.restart(watched.stream()));
      watch.tablesRestarted(desired.tableRestarts(watched.stream()));
      watch.desire(
          goal.goal(),
          goal.generation(),
          goal.cutoverId(),
          Optional.ofNullable(watches.get(watched.stream().opposite().source()))
              .flatMap(SourceWatch::proven));
      watch.repairing(goal.rowRequests());
      watch.timeQueries(
          goal.rehearsalIn(RehearsalStage.QUERIES)
              .filter(id -> goal.goal() == MigrationGoal.REHEARSE));
    }
  }

  /**
   * Those of the shares that are held. What is compared in both directions is compared by the
   * stream whose side is written to.
   */
  private List<WatchedSource> streams(Migration migration) {
    return moving(migration)
        .flatMap(
            moving ->
                WatchedSource.of(moving, context.sessions(), context.limits(), load(migration))
                    .stream())
        .toList();
  }

  /** The sources of the shares that are held. */
  private Stream<MovingSource> moving(Migration migration) {
    return migration.sources().stream()
        .map(source -> new MovingSource(migration, source))
        .filter(moving -> held.contains(SourceShare.of(migration, moving.stream())));
  }

  private LoadLimit load(Migration migration) {
    return loads.computeIfAbsent(migration.name(), name -> LoadLimit.none());
  }

  private static boolean closedAsGone(SourceWatch watch, List<WatchedSource> streams) {
    boolean stays = streams.stream().anyMatch(watch::watches);
    if (!stays) {
      watch.close();
    }
    return !stays;
  }

  /** Whether a cutover may wait for what this validator compares itself now. */
  public synchronized boolean busy() {
    return byMigration.values().stream()
        .flatMap(watches -> watches.values().stream())
        .anyMatch(SourceWatch::busy);
  }

  /**
   * The streams that other validators compare while they replicate, as far as anybody may help:
   * those of databases, and without a limit of what is read.
   */
  public synchronized List<StreamElsewhere> elsewhere() {
    return latest.values().stream().flatMap(this::elsewhere).toList();
  }

  private Stream<StreamElsewhere> elsewhere(DesiredState desired) {
    Migration migration = desired.migration();
    if (migration.validation().limits().maxLoad() > 0) {
      return Stream.empty();
    }
    return migration.sources().stream()
        .map(source -> new MovingSource(migration, source))
        .filter(moving -> moving.source().kind() == SourceKind.POSTGRESQL)
        .filter(moving -> !held.contains(SourceShare.of(migration, moving.stream())))
        .flatMap(
            moving ->
                WatchedSource.of(moving, context.sessions(), context.limits(), LoadLimit.none())
                    .stream())
        .filter(w -> StreamGoal.of(desired, w.stream()).goal() == MigrationGoal.REPLICATE)
        .map(
            watched ->
                new StreamElsewhere(
                    watched,
                    desired.restart(watched.stream()),
                    desired.tableRestarts(watched.stream())));
  }

  /** A migration is gone. */
  public synchronized void forget(String migration) {
    latest.remove(migration);
    end(migration);
  }

  private void end(String migration) {
    Map<String, SourceWatch> watches = byMigration.remove(migration);
    loads.remove(migration);
    if (watches != null) {
      watches.values().forEach(SourceWatch::close);
      context.reports().forgotten(migration);
    }
  }

  /** This validator ends. */
  public synchronized void standDown() {
    held.clear();
    List.copyOf(byMigration.keySet()).forEach(this::end);
  }

  /** The names of the migrations. */
  public synchronized List<String> migrations() {
    return List.copyOf(byMigration.keySet());
  }

  /** A migration's watches in the order of its sources, or empty when it is unknown. */
  public synchronized Optional<List<SourceWatch>> of(String migration) {
    return Optional.ofNullable(byMigration.get(migration)).map(m -> new ArrayList<>(m.values()));
  }
}
