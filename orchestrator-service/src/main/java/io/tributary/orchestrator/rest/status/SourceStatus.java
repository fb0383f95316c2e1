package io.tributary.orchestrator.rest.status;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.RepairObserved;
import io.tributary.common.observed.SnapshotProgress;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far one source is. */
@Schema(description = "A source's status, as the other services last reported it")
public record SourceStatus(
    @Schema(examples = "letta") String name,
    @Schema(description = "How far it is", examples = "STREAMING") SourcePhase phase,
    @Schema(description = "Whether it has reached the goal of the generation it answers")
        Boolean achieved,
    @Schema(description = "The generation it answers", examples = "7") @Nullable Long generation,
    @Schema(description = "State of the connector as Connect reports it", examples = "RUNNING")
        @Nullable String connector,
    @Schema(
            description =
                "How much of the snapshot is in, by an estimate of its rows; absent when unknown",
            examples = "42")
        @Nullable Integer snapshotPercent,
    @Schema(description = "What was moved, and the lag") @Nullable StreamProgress stream,
    @Schema(description = "The fence that stands at the source") @Nullable FenceObserved fence,
    @Schema(description = "What became of the last request about dead letters")
        @Nullable DeadLettersObserved deadLetters,
    @Schema(description = "What became of the last request to repair rows")
        @Nullable RepairObserved repair,
    @Schema(description = "Why it stopped or what it waits for") @Nullable ErrorReport error,
    @Schema(description = "What somebody should look at, and what stops nothing")
        @Nullable List<ErrorReport> warnings,
    @Schema(description = "When cdc-service said so") @Nullable Instant at,
    @Schema(description = "What the validator last found") @Nullable ValidationSummary validation,
    @Nullable RestartStatus restart,
    @Schema(
            description =
                "How far single tables are with the last order to begin each anew; absent where"
                    + " there was none")
        @Nullable List<TableRestartObserved> tableRestarts,
    @Schema(
            description =
                "Tables that should move and do not, because they were made since the source is"
                    + " captured; absent where there are none")
        @Nullable List<String> newTables,
    @Schema(description = "The stream that brings home what is written at the target")
        @Nullable SourceStatus wayBack) {

  /** The source with both of its streams. */
  public static SourceStatus of(
      MovingSource moving, MigrationObservations observations, Map<String, Long> restarts) {
    String name = moving.source().name();
    SourceStatus out = of(name, observations, restarts.get(name));
    return moving.returns()
        ? out.returning(of(moving.stream().opposite().source(), observations, null))
        : out;
  }

  private SourceStatus returning(SourceStatus back) {
    return with(validation, back);
  }

  /** The same without the verdicts of single tables. */
  public SourceStatus withoutVerdicts() {
    return with(
        validation == null ? null : validation.withoutVerdicts(),
        wayBack == null ? null : wayBack.withoutVerdicts());
  }

  private SourceStatus with(@Nullable ValidationSummary found, @Nullable SourceStatus back) {
    return new SourceStatus(
        name,
        phase,
        achieved,
        generation,
        connector,
        snapshotPercent,
        stream,
        fence,
        deadLetters,
        repair,
        error,
        warnings,
        at,
        found,
        restart,
        tableRestarts,
        newTables,
        back);
  }

  public static SourceStatus of(
      String name, MigrationObservations observations, @Nullable Long restarted) {
    SourceObserved observed = observations.source(name).orElse(null);
    @Nullable ValidationSummary validation =
        observations.validation(name).map(ValidationSummary::of).orElse(null);
    if (observed == null) {
      return new SourceStatus(
          name,
          SourcePhase.NEW,
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          validation,
          RestartStatus.of(restarted, null),
          null,
          null,
          null);
    }
    return new SourceStatus(
        name,
        observed.phase(),
        observed.achieved(),
        observed.generation(),
        observed.connector(),
        snapshotPercent(observed),
        observed.stream(),
        observed.fence(),
        observed.deadLetters(),
        observed.repair(),
        observed.error(),
        observed.problems().warnings(),
        observed.at(),
        validation,
        RestartStatus.of(restarted, observed),
        observed.tableRestarts().isEmpty() ? null : observed.tableRestarts(),
        observed.newTables().isEmpty() ? null : observed.newTables(),
        null);
  }

  /** An estimate may be too low, so nothing but the phase says 100. */
  private static @Nullable Integer snapshotPercent(SourceObserved observed) {
    SnapshotProgress snapshot = observed.stream().snapshot();
    long expected = snapshot.rowsExpected().orElse(0);
    return switch (observed.phase()) {
      case NEW, PREPARING, SNAPSHOT ->
          expected <= 0 ? null : (Integer) (int) Math.min(99, 100 * snapshot.rows() / expected);
      case INDEXING, STREAMING, FENCED, DRAINED, OPENED, RETIRED -> 100;
      case PAUSED, STOPPED -> null;
    };
  }
}
