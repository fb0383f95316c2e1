package io.tributary.orchestrator.gate;

import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.orchestrator.gate.Finding.Check;
import io.tributary.orchestrator.observed.Observations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The gate of a cutover: everything that can be known to be wrong before any source is fenced.
 * Pure.
 *
 * @param plan the migration
 * @param generation of the desired state that the sources must have answered
 * @param now the moment of the decision
 */
public record Gate(Migration plan, long generation, Instant now) {
  /** A source reports each second; older than this, nobody is looking after it. */
  static final Duration REPORT_MAX_AGE = Duration.ofSeconds(15);

  /** All findings, of every source; the gate is open when all passed. */
  public List<Finding> findings(Observations observations) {
    List<Finding> findings = new ArrayList<>();
    for (Source source : plan.sources()) {
      String name = source.name();
      observations
          .source(name)
          .ifPresentOrElse(
              observed -> findings.addAll(source(observed)), () -> findings.add(unreported(name)));
      findings.addAll(
          new ValidationGate(plan.cutover().validationMaxAgeSeconds(), now)
              .findings(name, observations.validation(name)));
    }
    return List.copyOf(findings);
  }

  /** Whether nothing stands in the way. */
  public static boolean open(List<Finding> findings) {
    return findings.stream().allMatch(Finding::passed);
  }

  private List<Finding> source(SourceObserved observed) {
    List<Finding> findings = new ArrayList<>();
    findings.add(reported(observed));
    findings.add(streaming(observed));
    findings.add(connector(observed));
    findings.add(lag(observed));
    findings.add(deadLetters(observed));
    new QuarantineGate(plan).finding(observed).ifPresent(findings::add);
    return findings;
  }

  private static Finding unreported(String source) {
    return Finding.failed(
        Check.REPORTED,
        source,
        "Nothing was reported of source " + source + " yet. Check that cdc-service is running.");
  }

  private Finding reported(SourceObserved observed) {
    String source = observed.source();
    if (observed.generation() != generation) {
      return Finding.failed(
          Check.REPORTED,
          source,
          "Source " + source + " has not taken up the latest goal yet. Try again in a moment.");
    }
    Duration age = Duration.between(observed.at(), now);
    if (age.compareTo(REPORT_MAX_AGE) > 0) {
      return Finding.failed(
          Check.REPORTED,
          source,
          "Source "
              + source
              + " was last reported "
              + age.toSeconds()
              + " s ago. Check that cdc-service is running and that the clocks agree.");
    }
    return Finding.passed(Check.REPORTED, source, "Reported " + age.toMillis() + " ms ago.");
  }

  private static Finding streaming(SourceObserved observed) {
    String source = observed.source();
    if (observed.error() != null) {
      return Finding.failed(
          Check.STREAMING,
          source,
          "Source "
              + source
              + " reports "
              + observed.error().code()
              + ": "
              + observed.error().message());
    }
    if (observed.phase() != SourcePhase.STREAMING || !observed.achieved()) {
      return Finding.failed(
          Check.STREAMING,
          source,
          "Source "
              + source
              + " is in phase "
              + observed.phase()
              + ". Wait until it is STREAMING.");
    }
    return Finding.passed(Check.STREAMING, source, "Streaming without error.");
  }

  private static Finding connector(SourceObserved observed) {
    boolean running = "RUNNING".equals(observed.connector());
    String message = "The connector of source " + observed.source() + " is ";
    return running
        ? Finding.passed(Check.CONNECTOR, observed.source(), message + "RUNNING.")
        : Finding.failed(
            Check.CONNECTOR,
            observed.source(),
            message + observed.connector() + ". It is restarted by itself; wait for RUNNING.");
  }

  private Finding lag(SourceObserved observed) {
    long limit = plan.cutover().maxLagMillis();
    long lag = observed.stream().lagMillis();
    String message = "Source " + observed.source() + " lags " + lag + " ms; the limit is " + limit;
    return lag < limit
        ? Finding.passed(Check.LAG, observed.source(), message + " ms.")
        : Finding.failed(
            Check.LAG,
            observed.source(),
            message + " ms (cutover.max-lag-millis). Wait until it has caught up.");
  }

  private Finding deadLetters(SourceObserved observed) {
    StreamProgress stream = observed.stream();
    return stream.deadLetters() == 0
        ? Finding.passed(Check.DEAD_LETTERS, observed.source(), "No dead letters.")
        : Finding.failed(
            Check.DEAD_LETTERS,
            observed.source(),
            "The target refused "
                + stream.deadLetters()
                + " changes of source "
                + observed.source()
                + ". GET /migrations/"
                + plan.name()
                + "/dead-letters lists them; mend their cause, then order replay.");
  }
}
