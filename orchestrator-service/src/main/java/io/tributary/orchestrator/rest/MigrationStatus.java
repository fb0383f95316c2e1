package io.tributary.orchestrator.rest;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.observed.PreflightObserved;
import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.rest.status.AcceptedWrites;
import io.tributary.orchestrator.rest.status.CopyEstimate;
import io.tributary.orchestrator.rest.status.CutoverStatus;
import io.tributary.orchestrator.rest.status.RollbackStatus;
import io.tributary.orchestrator.rest.status.ShownPreflight;
import io.tributary.orchestrator.rest.status.SourceStatus;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.orchestrator.state.SwitchingApplications;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The status of a migration as the API shows it: state, health, sources, preflight and cutover. */
@Schema(description = "A migration's status")
public record MigrationStatus(
    @Schema(examples = "shop") String name,
    @Schema(
            description = "State of the migration; UNKNOWN while its target cannot be read",
            examples = "CuttingOver")
        String state,
    @Schema(description = "The step of a running cutover", examples = "VERIFY")
        @Nullable String step,
    @Schema(description = "What is asked of the other services", examples = "VERIFY")
        @Nullable MigrationGoal goal,
    @Schema(description = "Grows with each change of the goal", examples = "7")
        @Nullable Long generation,
    @Schema(description = "Since when it is in this state") @Nullable Instant since,
    @Schema(description = "The orders that are possible now", examples = "abort")
        List<String> orders,
    @Schema(
            description =
                "healthy; waiting: something is missing or late, and it goes on by itself; stopped:"
                    + " it does not go on without somebody. The worst of the migration and its"
                    + " sources",
            examples = "healthy")
        String health,
    AcceptedWrites writes,
    @Schema(description = "What is wrong, absent when nothing is") @Nullable ErrorReport error,
    @Schema(description = "Each source, in the file's order") List<SourceStatus> sources,
    @Schema(
            description =
                "Until the rows that the sources had at the start are in the target, at the speed"
                    + " of the last minute; absent while nobody can say, and once they are in",
            examples = "1260")
        @Nullable Long copyRemainingSeconds,
    @Schema(description = "The last preflight") @Nullable PreflightObserved preflight,
    @Schema(description = "The running or last cutover") @Nullable CutoverStatus cutover,
    @Schema(description = "The last rehearsal that has ended, with the pause that it predicts")
        @Nullable CutoverRehearsal rehearsal,
    @Schema(description = "In the state Switched with a way back: whether a rollback could begin")
        @Nullable RollbackStatus rollback,
    @Schema(description = "What the validation may take of the databases")
        ComparisonLimits limits) {

  private static @Nullable CutoverStatus cutover(MigrationState state) {
    SwitchProgress switching =
        state instanceof SwitchingApplications running ? running.switching() : null;
    return state.lastCutover().map(run -> CutoverStatus.of(run, switching)).orElse(null);
  }

  private static @Nullable String step(MigrationState state) {
    if (state instanceof Rehearsing) {
      return Step.REHEARSE.name();
    }
    return state instanceof CuttingOver cutover ? cutover.step().name() : null;
  }

  static MigrationStatus of(KnownMigration known, Migration plan) {
    MigrationRecord record = known.record().orElse(null);
    Map<String, Long> restarts = record == null ? Map.of() : record.restarts();
    List<SourceStatus> sources =
        plan.sources().stream()
            .map(
                source ->
                    SourceStatus.of(new MovingSource(plan, source), known.observations(), restarts))
            .toList();
    return new MigrationStatus(
        known.name(),
        record == null ? "UNKNOWN" : record.state().name(),
        record == null ? null : step(record.state()),
        record == null ? null : record.state().desire().goal(),
        record == null ? null : record.generation(),
        record == null ? null : record.state().since(),
        record == null
            ? List.of()
            : record.state().offered().stream().map(order -> order.word()).toList(),
        known.health().health().word(),
        AcceptedWrites.of(known),
        MigrationSummary.problem(known),
        sources,
        CopyEstimate.remainingSeconds(sources),
        ShownPreflight.of(known),
        known.record().map(r -> cutover(r.state())).orElse(null),
        known.record().flatMap(r -> r.state().lastRehearsal()).orElse(null),
        RollbackStatus.of(known, plan),
        plan.validation().limits());
  }

  /** The same without the verdicts of single tables, of which there may be thousands. */
  MigrationStatus withoutVerdicts() {
    return new MigrationStatus(
        name,
        state,
        step,
        goal,
        generation,
        since,
        orders,
        health,
        writes,
        error,
        sources.stream().map(SourceStatus::withoutVerdicts).toList(),
        copyRemainingSeconds,
        preflight,
        cutover,
        rehearsal,
        rollback,
        limits);
  }
}
