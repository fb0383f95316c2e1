package io.tributary.local.plan;

import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.local.plan.document.BackupEntry;
import java.util.List;
import java.util.Optional;

/** That a rehearsal will try backups of the target. None is tried now: the target has no rows. */
record BackupPlan(BackupRule rule) {

  /** What is printed; empty where the file asks for no backup. */
  Optional<PlanText> shown() {
    return switch (rule.demand()) {
      case NONE -> Optional.empty();
      case WARN -> text("a warning");
      case CLOSE_GATE -> text("no cutover begins");
    };
  }

  private Optional<PlanText> text(String otherwise) {
    String line =
        "backups of the target's schemas, tried by `rehearse` within %d ms: restorable, else %s"
            .formatted(rule.checkMillis(), otherwise);
    return Optional.of(
        new PlanText(
            new BackupEntry(rule.checkMillis(), EntryWord.of(rule.demand())),
            List.of(line),
            List.of(),
            List.of()));
  }
}
