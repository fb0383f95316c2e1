package io.tributary.cdc.reconcile.backup;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.schema.dump.SchemaSettings;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.plan.Migration;
import io.tributary.database.backup.BackupCheck;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One trial of backups of a target. {@link #stop} may come from any thread. */
final class BackupRun implements Runnable {
  private static final Logger LOG = Logger.getLogger(BackupRun.class);

  private final Migration migration;
  private final String rehearsalId;
  private final BackupCheck check;
  private final Consumer<BackupTrial> told;
  private @Nullable Thread thread;
  private boolean stopped;

  BackupRun(
      Migration migration,
      String rehearsalId,
      SchemaSettings settings,
      Consumer<BackupTrial> told) {
    this.migration = migration;
    this.rehearsalId = rehearsalId;
    this.told = told;
    this.check =
        new BackupCheck(
            migration.target(),
            ServiceGrants.secrets(),
            settings.pgBinDirectory().map(Path::of),
            line -> LOG.infof("backup migration=%s %s", migration.name(), line));
  }

  String rehearsalId() {
    return rehearsalId;
  }

  @Override
  public void run() {
    if (!begun()) {
      return;
    }
    long began = System.nanoTime();
    try {
      tell(check.run().trial());
    } catch (TributaryException e) {
      tell(BackupTrial.failed((System.nanoTime() - began) / 1_000_000, e.report()));
    } catch (InterruptedException e) {
      LOG.infof("backup stopped migration=%s rehearsal=%s", migration.name(), rehearsalId);
    } finally {
      ended();
    }
  }

  private void tell(BackupTrial trial) {
    LOG.infof(
        "backup tried migration=%s restorable=%s millis=%d error=%s",
        migration.name(),
        trial.restorable(),
        trial.millis(),
        trial.error() == null ? "-" : trial.error().code());
    told.accept(trial);
  }

  private synchronized boolean begun() {
    thread = Thread.currentThread();
    return !stopped;
  }

  /** The thread belongs to somebody else from now on. */
  private synchronized void ended() {
    thread = null;
    Thread.interrupted();
  }

  synchronized void stop() {
    stopped = true;
    check.stop();
    if (thread != null) {
      thread.interrupt();
    }
  }
}
