package io.tributary.orchestrator.gate;

import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateFinding.Check;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Whether streams are close behind their sources, by what was last reported of them. Asked by the
 * gate, and once more at the end of a rehearsal, which may be much later. Pure.
 *
 * @param plan the migration
 * @param generation of the desired state that the sources must have answered
 * @param now the moment of the decision
 */
public record StreamCloseness(Migration plan, long generation, Instant now) {
  /** A source reports each second; older than this, nobody is looking after it. */
  public static final Duration REPORT_MAX_AGE = Duration.ofSeconds(15);

  /**
   * Of all streams of a direction whose sources were reported. A report for the current goal was
   * made since that was ordered; it is not waited for a newer one.
   */
  public List<GateFinding> findings(MigrationObservations observations, Direction direction) {
    return plan.streams(direction).stream()
        .map(observations::source)
        .flatMap(Optional::stream)
        .flatMap(this::findings)
        .toList();
  }

  /** An old lag is not worth telling. */
  private Stream<GateFinding> findings(SourceObserved observed) {
    GateFinding reported = reported(observed);
    return reported.passed() ? Stream.of(reported, lag(observed, true)) : Stream.of(reported);
  }

  /** Whether it was reported for the current goal, and lately. */
  GateFinding reported(SourceObserved observed) {
    String source = observed.source();
    if (observed.generation() != generation) {
      return GateFinding.failed(
          Check.REPORTED,
          source,
          "Source " + source + " has not taken up the latest goal yet. Try again in a moment.");
    }
    Duration age = Duration.between(observed.at(), now);
    if (age.compareTo(REPORT_MAX_AGE) > 0) {
      return GateFinding.failed(
          Check.REPORTED,
          source,
          "Source "
              + source
              + " was last reported "
              + age.toSeconds()
              + " s ago. Check that cdc-service and the broker are running and that the clocks agree.");
    }
    return GateFinding.passed(Check.REPORTED, source, "Reported " + age.toMillis() + " ms ago.");
  }

  /** Whether its lag is below the limit of the migration file. */
  GateFinding lag(SourceObserved observed, boolean streams) {
    long limit = plan.cutover().maxLagMillis();
    OptionalLong known = observed.stream().lag().millis();
    if (!streams || known.isEmpty()) {
      return GateFinding.failed(
          Check.LAG,
          observed.source(),
          "How far source "
              + observed.source()
              + " lags is unknown, because "
              + (streams
                  ? "nothing comes on its topic, or it was not asked in the last seconds."
                  : "its stream does not run."));
    }
    long lag = known.getAsLong();
    String message = "Source " + observed.source() + " lags " + lag + " ms; the limit is " + limit;
    return lag < limit
        ? GateFinding.passed(Check.LAG, observed.source(), message + " ms.")
        : GateFinding.failed(
            Check.LAG,
            observed.source(),
            message + " ms (cutover.max-lag-millis). Wait until it has caught up.");
  }
}
