package io.tributary.orchestrator.rehearsal;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.BackupObserved;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.StateError;
import java.util.Map;
import java.util.Optional;

/**
 * What cdc-service has found of backups of a target in one rehearsal. Pure.
 *
 * @param rehearsalId only what names it counts
 */
public record BackupResult(Migration plan, String rehearsalId, MigrationObservations seen) {

  /** What was reported; empty before. */
  public Optional<BackupTrial> found() {
    return seen.backup()
        .filter(report -> rehearsalId.equals(report.rehearsalId()))
        .map(BackupObserved::trial);
  }

  /** The same; where nothing was reported, that it was not tried. */
  public BackupTrial trial() {
    return found().orElseGet(this::untried);
  }

  private BackupTrial untried() {
    long limit = plan.cutover().backupRule().checkMillis();
    return BackupTrial.failed(
        limit,
        ErrorReport.of(
            StateError.BACKUP_UNTRIED,
            "No result of the backup came within %d ms (cutover.backup-check-time-limit-millis). Look at cdc-service's log for how far it came; see that cdc-service is running, raise the limit where the target is that large, and type `./tributary rehearse %s`."
                .formatted(limit, plan.name()),
            Map.of("migration", plan.name())));
  }
}
