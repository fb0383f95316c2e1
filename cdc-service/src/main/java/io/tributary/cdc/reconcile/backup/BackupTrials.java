package io.tributary.cdc.reconcile.backup;

import io.tributary.cdc.reconcile.observed.ObservedPublisher;
import io.tributary.cdc.schema.dump.SchemaSettings;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.observed.BackupObserved;
import io.tributary.common.observed.BackupTrial;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Tries backups of targets, each once for a rehearsal that asks for it, and ends what nobody asks
 * for any more. Thread-safe; no method waits.
 */
@ApplicationScoped
public class BackupTrials {
  private final SchemaSettings settings;
  private final ObservedPublisher publisher;
  private final Clock clock;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, BackupRun> runs = new HashMap<>();

  /** With the programs' place and where results go. */
  public BackupTrials(SchemaSettings settings, ObservedPublisher publisher, Clock clock) {
    this.settings = settings;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** The latest desired state of a migration. */
  public synchronized void desire(DesiredState desired) {
    String migration = desired.migration().name();
    Optional<String> asked = desired.rehearsalIn(RehearsalStage.BACKUP);
    Optional<String> known = Optional.ofNullable(runs.get(migration)).map(BackupRun::rehearsalId);
    if (asked.equals(known)) {
      return;
    }
    forget(migration);
    asked.ifPresent(
        id -> {
          BackupRun begun =
              new BackupRun(
                  desired.migration(), id, settings, trial -> publish(desired, id, trial));
          runs.put(migration, begun);
          threads.execute(begun);
        });
  }

  private void publish(DesiredState desired, String id, BackupTrial trial) {
    publisher.publish(
        new BackupObserved(
            desired.migration().name(), desired.generation(), id, trial, clock.instant()));
  }

  /** The migration is gone. */
  public synchronized void forget(String migration) {
    BackupRun run = runs.remove(migration);
    if (run != null) {
      run.stop();
    }
  }

  /** Other instances take over those of some migrations. */
  public synchronized void giveUp(Predicate<String> migrations) {
    List.copyOf(runs.keySet()).stream().filter(migrations).forEach(this::forget);
  }

  /** This instance shuts down. */
  @PreDestroy
  public synchronized void standDown() {
    runs.values().forEach(BackupRun::stop);
    runs.clear();
  }
}
