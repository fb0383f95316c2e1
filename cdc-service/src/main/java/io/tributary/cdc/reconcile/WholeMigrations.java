package io.tributary.cdc.reconcile;

import io.tributary.cdc.pooler.PoolerService;
import io.tributary.cdc.preflight.PreflightService;
import io.tributary.cdc.reconcile.backup.BackupTrials;
import io.tributary.cdc.reconcile.observed.ObservedPublisher;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.PreflightObserved;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What belongs to a migration as a whole and not to one of its sources: preflights, trials of
 * backups, and the clients of poolers. Thread-safe.
 */
@ApplicationScoped
public class WholeMigrations {
  private final PreflightService preflight;
  private final BackupTrials backups;
  private final PoolerService poolers;
  private final ObservedPublisher publisher;
  private final Clock clock;
  private final Map<String, Long> preflighted = new HashMap<>();
  private final ExecutorService preflights = Executors.newCachedThreadPool();

  WholeMigrations(
      PreflightService preflight,
      BackupTrials backups,
      PoolerService poolers,
      ObservedPublisher publisher,
      Clock clock) {
    this.preflight = preflight;
    this.backups = backups;
    this.poolers = poolers;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * The latest desired state of a migration.
   *
   * @param active asks the broker whether this instance still has the migration
   */
  synchronized void desire(DesiredState desired, BooleanSupplier active) {
    backups.desire(desired);
    if (desired.goal() == MigrationGoal.PREFLIGHT) {
      preflight(desired);
    } else if (desired.goal() != MigrationGoal.IDLE) {
      poolers.desire(desired, active);
    }
  }

  /** A migration that was deleted. */
  synchronized void forget(String migration) {
    preflighted.remove(migration);
    backups.forget(migration);
    poolers.forget(migration);
  }

  /** Other instances have these migrations from now on; clients that are held go on. */
  synchronized void giveUp(Predicate<String> migrations) {
    preflighted.keySet().removeIf(migrations);
    backups.giveUp(migrations);
    poolers.giveUp(migrations);
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
}
