package io.tributary.orchestrator.gate;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateFinding.Check;
import io.tributary.orchestrator.observed.ClockAgreement;
import io.tributary.orchestrator.observed.ConnectorReport;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gate of a cutover: everything that can be known to be wrong before any source is fenced.
 * Pure.
 *
 * @param plan the migration
 * @param generation of the desired state that the sources must have answered
 * @param look what was looked at for this decision
 * @param now the moment of the decision
 */
public record CutoverGate(Migration plan, long generation, GateLook look, Instant now) {
  /**
   * All findings, of every source; the gate is open when all passed. Before a cutover, the way back
   * has to run already: its heartbeats come from the target through all of it. Before a rollback,
   * nothing may keep the way out from running again that somebody can mend.
   */
  public List<GateFinding> findings(MigrationObservations observations, Direction direction) {
    List<GateFinding> findings = new ArrayList<>();
    for (String name : plan.streams(direction)) {
      boolean streams = stream(name, observations, findings);
      if (direction == Direction.OUT) {
        findings.addAll(new AsideGate(plan, plan.source(name)).findings(look));
      } else {
        findings.add(waiting(name, observations));
      }
      findings.addAll(
          streams
              ? new ValidationGate(plan.validation().scrubWithin(), now)
                  .findings(name, observations.validation(name))
              : List.of(unknown(name)));
    }
    findings.addAll(opposite(observations, direction));
    if (direction == Direction.OUT) {
      plan.withoutWayBack().stream()
          .map(
              name ->
                  GateFinding.passed(
                      Check.WAY_BACK, name, new MissingWayBack(plan, name).sentence()))
          .forEach(findings::add);
    }
    observations.clocks().agreements(ClockAgreement.limitMillis(plan)).stream()
        .map(CutoverGate::finding)
        .forEach(findings::add);
    look.actions().forEach(action -> findings.add(finding(action)));
    return List.copyOf(findings);
  }

  /** Those about the streams of the other direction; nothing is fenced without them. */
  public List<GateFinding> opposite(MigrationObservations observations, Direction direction) {
    List<GateFinding> findings = new ArrayList<>();
    Direction other =
        switch (direction) {
          case OUT -> Direction.BACK;
          case BACK -> Direction.OUT;
        };
    for (String name : plan.streams(other)) {
      if (direction == Direction.OUT) {
        stream(name, observations, findings);
      } else {
        resting(name, observations, findings);
      }
      // What somebody has changed on the closed side waits there until it is decided upon.
      findings.add(waiting(name, observations));
    }
    return findings;
  }

  /** Whether a stream runs; what was found of it goes with the findings. */
  private boolean stream(
      String name, MigrationObservations observations, List<GateFinding> findings) {
    List<GateFinding> found =
        observations.source(name).map(this::stream).orElseGet(() -> List.of(unreported(name)));
    boolean streams = open(found);
    findings.addAll(found);
    observations.source(name).map(o -> closeness().lag(o, streams)).ifPresent(findings::add);
    observations.source(name).stream().flatMap(this::beginningAnew).forEach(findings::add);
    return streams;
  }

  /** A stream whose target is open; it lags by nothing, because its source is closed. */
  private void resting(
      String name, MigrationObservations observations, List<GateFinding> findings) {
    findings.addAll(
        observations.source(name).map(this::resting).orElseGet(() -> List.of(unreported(name))));
  }

  /**
   * What is lost for good need not keep anybody from going home, but for changes that somebody has
   * made at home meanwhile: the stream would bring them to a target that a rollback closes.
   */
  private List<GateFinding> resting(SourceObserved observed) {
    ErrorReport error = observed.error();
    if (error == null) {
      // Nobody looks at a connector that has nothing to do, and so nobody knows it after a restart.
      return ConnectorReport.of(observed).starting()
          ? List.of(closeness().reported(observed))
          : List.of(closeness().reported(observed), connector(observed));
    }
    GateFinding found =
        error.retryable() || error.code().equals(WayBackError.WRITE_LOST.code())
            ? streaming(observed)
            : GateFinding.passed(
                Check.STREAMING,
                observed.source(),
                "No later cutover begins while this is so: " + error.message());
    return List.of(closeness().reported(observed), found);
  }

  /** What was refused, or made on a closed side. */
  private GateFinding waiting(String stream, MigrationObservations observations) {
    return look.aside(stream)
        .map(
            counted ->
                waiting(stream, Math.max(counted.deadLetters(), inFile(stream, observations))))
        .orElseGet(
            () ->
                GateFinding.failed(
                    Check.DEAD_LETTERS,
                    stream,
                    "What waits aside of stream " + stream + " is unknown. " + look.why(stream)));
  }

  private GateFinding waiting(String stream, long deadLetters) {
    return deadLetters == 0
        ? GateFinding.passed(Check.DEAD_LETTERS, stream, "No dead letters.")
        : GateFinding.failed(
            Check.DEAD_LETTERS,
            stream,
            "%d changes of stream %s wait as dead letters. `GET /migrations/%s/dead-letters?source=%s` lists them; do what each says, then type `./tributary replay %s` or discard it."
                .formatted(deadLetters, stream, plan.name(), stream, plan.name()));
  }

  /**
   * Rows that a file does not take wait in it, where only cdc-service reads them; the target lists
   * them a moment later. It counts them again at the rehearsal and at the drained fence.
   */
  private long inFile(String stream, MigrationObservations observations) {
    boolean file = plan.homeOf(stream).filter(plan.target().connection()::equals).isPresent();
    return file
        ? observations.source(stream).map(seen -> seen.stream().aside().deadLetters()).orElse(0L)
        : 0;
  }

  private static GateFinding finding(ClockAgreement clock) {
    return clock.holds()
        ? GateFinding.passed(Check.CLOCK, null, clock.finding())
        : GateFinding.failed(Check.CLOCK, null, clock.finding() + " " + ClockAgreement.REMEDY);
  }

  private static GateFinding finding(SwitchActionLook looked) {
    String name = "Switch action " + looked.number() + " (" + looked.action() + "): ";
    return looked
        .problem()
        .map(problem -> GateFinding.failed(Check.SWITCH, null, name + problem.message()))
        .orElseGet(
            () -> GateFinding.passed(Check.SWITCH, null, name + "nothing is known against it."));
  }

  private StreamCloseness closeness() {
    return new StreamCloseness(plan, generation, now);
  }

  /** Whether nothing stands in the way. */
  public static boolean open(List<GateFinding> findings) {
    return findings.stream().allMatch(GateFinding::passed);
  }

  /** What stands in the way, in words. */
  public static String why(List<GateFinding> findings) {
    return findings.stream()
        .filter(finding -> !finding.passed())
        .map(GateFinding::message)
        .collect(Collectors.joining(" "));
  }

  /** Whether changes arrive; without that nothing else that was said of the source holds now. */
  private List<GateFinding> stream(SourceObserved observed) {
    return List.of(closeness().reported(observed), streaming(observed), connector(observed));
  }

  /** Tables whose rows are being replaced; whoever has not heard of the order is told otherwise. */
  private Stream<GateFinding> beginningAnew(SourceObserved observed) {
    return observed.tableRestarts().stream()
        .filter(table -> !table.phase().over())
        .map(
            table ->
                GateFinding.failed(
                    Check.STREAMING,
                    observed.source(),
                    table.table(),
                    "Table %s of source %s begins anew, and is in phase %s%s. Wait until it is DONE."
                        .formatted(
                            table.table(),
                            observed.source(),
                            table.phase(),
                            table.error() == null ? "" : ": " + table.error().message())));
  }

  private static GateFinding unknown(String source) {
    return GateFinding.failed(
        Check.VALIDATION,
        source,
        "Whether the tables of source "
            + source
            + " are still equal is unknown, because its stream does not run.");
  }

  private static GateFinding unreported(String source) {
    return GateFinding.failed(
        Check.REPORTED,
        source,
        "Nothing was reported of source " + source + " yet. Check that cdc-service is running.");
  }

  private static GateFinding streaming(SourceObserved observed) {
    String source = observed.source();
    if (observed.error() != null) {
      return GateFinding.failed(
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
      return GateFinding.failed(
          Check.STREAMING,
          source,
          "Source "
              + source
              + " is in phase "
              + observed.phase()
              + ". Wait until it is STREAMING.");
    }
    return GateFinding.passed(Check.STREAMING, source, "Streaming without error.");
  }

  private static GateFinding connector(SourceObserved observed) {
    ConnectorReport report = ConnectorReport.of(observed);
    return report.running()
        ? GateFinding.passed(Check.CONNECTOR, observed.source(), report.message())
        : GateFinding.failed(Check.CONNECTOR, observed.source(), report.message());
  }
}
