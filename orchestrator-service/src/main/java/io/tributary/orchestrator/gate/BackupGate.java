package io.tributary.orchestrator.gate;

import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.util.List;
import java.util.Optional;

/**
 * The part of the gate of a cutover that reads what the last rehearsal found of backups of the
 * target. A rehearsal itself does not ask for it. Pure.
 *
 * @param rehearsal the last one since the last cutover; empty where there was none
 */
public record BackupGate(Migration plan, Optional<CutoverRehearsal> rehearsal) {

  /** One finding where the file asks for a backup. */
  public List<GateFinding> findings() {
    Optional<BackupTrial> trial = rehearsal.map(CutoverRehearsal::backup);
    boolean good = trial.filter(BackupTrial::restorable).isPresent();
    String message = trial.map(BackupTrial::inWords).orElseGet(this::untried);
    return switch (plan.cutover().backupRule().demand()) {
      case NONE -> List.of();
      case WARN -> List.of(GateFinding.passed(Check.BACKUP, null, message));
      case CLOSE_GATE ->
          List.of(
              good
                  ? GateFinding.passed(Check.BACKUP, null, message)
                  : GateFinding.failed(Check.BACKUP, null, message));
    };
  }

  private String untried() {
    return "It was not tried yet whether backups of the target's schemas can be restored (cutover.backup-check). Type `./tributary rehearse %s`, which tries it."
        .formatted(plan.name());
  }
}
