package io.tributary.orchestrator.rest.status;

import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationSituation;
import io.tributary.orchestrator.state.Switched;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whether a rollback could begin. */
@Schema(
    name = "RollbackStatus",
    description =
        "Whether the order rollback would be taken in this moment, by what the services last"
            + " reported")
public record RollbackStatus(
    @Schema(examples = "true") boolean possible,
    @Schema(description = "What keeps it from beginning; empty when nothing does")
        List<String> reasons) {

  /** Null in any state but Switched, and where the file wants no way back for a source. */
  public static @Nullable RollbackStatus of(KnownMigration known, Migration plan) {
    MigrationRecord record = known.record().orElse(null);
    if (record == null || !(record.state() instanceof Switched switched) || !switched.wayBack()) {
      return null;
    }
    List<String> reasons =
        switched.againstRollback(
            new MigrationSituation(
                plan,
                record.generation(),
                known.observations(),
                known.at(),
                GateLook.reported(plan, known.observations(), known.actions()),
                null));
    return new RollbackStatus(reasons.isEmpty(), reasons);
  }
}
