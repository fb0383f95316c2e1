package io.tributary.orchestrator.rest;

import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.rest.status.AcceptedWrites;
import io.tributary.orchestrator.state.MigrationRecord;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One migration in the list of all. */
@Schema(description = "A migration in short")
public record MigrationSummary(
    @Schema(examples = "shop") String name,
    @Schema(
            description = "State of the migration; UNKNOWN while its target cannot be read",
            examples = "Replicating")
        String state,
    @Schema(description = "Since when it is in this state") @Nullable Instant since,
    @Schema(
            description = "healthy; waiting: goes on by itself; stopped: needs somebody",
            examples = "healthy")
        String health,
    AcceptedWrites writes,
    @Schema(description = "What is wrong, absent when nothing is") @Nullable ErrorReport error,
    @Schema(description = "Where its status is", examples = "/migrations/shop") String status) {

  static MigrationSummary of(KnownMigration known) {
    return new MigrationSummary(
        known.name(),
        known.record().map(r -> r.state().name()).orElse("UNKNOWN"),
        known.record().map(r -> r.state().since()).orElse(null),
        known.health().health().word(),
        AcceptedWrites.of(known),
        problem(known),
        ApiPaths.status(known.name()));
  }

  static @Nullable ErrorReport problem(KnownMigration known) {
    return known
        .trouble()
        .or(() -> known.health().reason())
        .or(() -> known.record().map(MigrationRecord::state).flatMap(state -> state.problem()))
        .orElse(null);
  }
}
