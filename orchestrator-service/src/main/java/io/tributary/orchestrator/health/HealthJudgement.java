package io.tributary.orchestrator.health;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.orchestrator.gate.StreamCloseness;
import io.tributary.orchestrator.observed.ConnectorReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.Aborted;
import io.tributary.orchestrator.state.Completed;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Replicating;
import io.tributary.orchestrator.state.Starting;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.state.Undoing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a migration by its state and by what was observed of each of its sources: a state that
 * says Replicating says nothing of a stream that has stopped. Pure.
 *
 * @param record the migration
 * @param observations what was observed of it
 * @param now the moment
 */
public record HealthJudgement(
    MigrationRecord record, MigrationObservations observations, Instant now) {

  /** The health of a migration whose record is known. */
  public MigrationHealth judge() {
    MigrationHealth health = ofState();
    if (looksAfterSources()) {
      for (String stream : record.plan().streams()) {
        health = health.worse(ofSource(stream));
      }
    }
    return health;
  }

  /** A start that failed waits for the operator; a switch and an undoing go on by themselves. */
  private MigrationHealth ofState() {
    MigrationState state = record.state();
    Optional<ErrorReport> problem = state.problem();
    if (problem.isEmpty()) {
      return MigrationHealth.GOOD;
    }
    if (state instanceof Created) {
      return MigrationHealth.because(HealthLevel.STOPPED, problem.get());
    }
    boolean underWay = state instanceof CuttingOver || state instanceof Undoing;
    return underWay
        ? MigrationHealth.because(HealthLevel.WAITING, problem.get())
        : MigrationHealth.GOOD;
  }

  private boolean looksAfterSources() {
    MigrationState state = record.state();
    return !(state instanceof Created
        || state instanceof Starting
        || state instanceof Completed
        || state instanceof Aborted);
  }

  private MigrationHealth ofSource(String name) {
    return observations.source(name).map(this::ofReport).orElseGet(() -> unreported(name));
  }

  private MigrationHealth ofReport(SourceObserved observed) {
    if (observed.error() != null) {
      return observed.phase() == SourcePhase.STOPPED
          ? MigrationHealth.because(HealthLevel.STOPPED, observed.error())
          : MigrationHealth.of(Optional.of(observed.error()));
    }
    Duration age = Duration.between(observed.at(), now);
    if (age.compareTo(StreamCloseness.REPORT_MAX_AGE) > 0) {
      return waiting(
          HealthError.UNREPORTED,
          observed.source(),
          "Source %s was last reported %d s ago. Check that cdc-service and the broker are running and that the clocks agree."
              .formatted(observed.source(), age.toSeconds()));
    }
    boolean follows = record.state() instanceof Replicating || record.state() instanceof Switched;
    boolean streaming = follows && observed.phase() == SourcePhase.STREAMING;
    ConnectorReport connector = ConnectorReport.of(observed);
    return streaming && !connector.running() && !(connector.starting() && justBegun())
        ? waiting(HealthError.CONNECTOR, observed.source(), connector.message())
        : MigrationHealth.GOOD;
  }

  /** A source is reported within seconds; before, the migration has only just begun. */
  private MigrationHealth unreported(String name) {
    return justBegun()
        ? MigrationHealth.GOOD
        : waiting(
            HealthError.UNREPORTED,
            name,
            "Nothing was reported of source " + name + " yet. Check that cdc-service is running.");
  }

  private boolean justBegun() {
    return Duration.between(record.updatedAt(), now).compareTo(StreamCloseness.REPORT_MAX_AGE) <= 0;
  }

  private static MigrationHealth waiting(HealthError error, String source, String message) {
    return MigrationHealth.because(
        HealthLevel.WAITING, ErrorReport.of(error, message, Map.of("source", source)));
  }
}
