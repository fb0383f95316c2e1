package io.tributary.orchestrator.state;

import io.tributary.common.desired.DeadLetterRequest;
import io.tributary.common.desired.Goal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.Source;
import io.tributary.orchestrator.gate.Finding;
import io.tributary.orchestrator.gate.Gate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sources are open and their changes are applied as they come.
 *
 * @param run the last cutover, which was undone; null when there was none
 * @param requests about dead letters, oldest first
 */
public record Replicating(Instant since, CutoverRun run, List<DeadLetterRequest> requests)
    implements MigrationState {

  public Replicating {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing is asked about dead letters. */
  public Replicating(Instant since, CutoverRun run) {
    this(since, run, List.of());
  }

  @Override
  public Desire desire() {
    return Desire.of(Goal.REPLICATE, run).asking(requests);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(
        OrderName.PAUSE, OrderName.CUTOVER, OrderName.REPLAY, OrderName.DISCARD, OrderName.ABORT);
  }

  @Override
  public String inWords() {
    return "it is replicating";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public Decision pause(Situation situation) {
    return Decision.accept(new Paused(situation.now(), run, requests));
  }

  @Override
  public Decision abort(Situation situation, boolean keepTarget) {
    return Decision.accept(new Aborting(situation.now(), keepTarget, run));
  }

  @Override
  public Decision replay(Situation situation, String source) {
    Stream<String> sources =
        source == null ? situation.plan().sources().stream().map(Source::name) : Stream.of(source);
    return ask(situation, sources.map(name -> request(situation, name, null)).toList());
  }

  @Override
  public Decision discard(Situation situation, String source, long deadLetter) {
    return ask(situation, List.of(request(situation, source, deadLetter)));
  }

  /** A request's number is the generation that brings it, so that later ones are higher. */
  private static DeadLetterRequest request(Situation situation, String source, Long discard) {
    return new DeadLetterRequest(situation.generation() + 1, source, discard);
  }

  private Decision ask(Situation situation, List<DeadLetterRequest> asked) {
    List<DeadLetterRequest> all = new ArrayList<>();
    requests.stream()
        .filter(open -> !situation.carriedOut(open))
        .filter(open -> asked.stream().noneMatch(open::repeats))
        .forEach(all::add);
    all.addAll(asked);
    return Decision.accept(new Replicating(since, run, all));
  }

  @Override
  public Decision dryRun(Situation situation) {
    Reply planned = new Reply.Planned(findings(situation), CutoverPlan.of(situation.plan()));
    return new Decision(this, List.of(), Optional.of(planned));
  }

  @Override
  public Decision cutover(Situation situation, String newId) {
    List<Finding> findings = findings(situation);
    if (!Gate.open(findings)) {
      return Decision.refuse(this, closed(findings), findings);
    }
    long limit = situation.plan().cutover().timeLimitMillis();
    CutoverRun begun = CutoverRun.begun(newId, situation.now(), limit).gated(findings);
    return Decision.to(
            new CuttingOver(situation.now(), begun, null),
            Announcements.between(situation.plan(), null, begun))
        .accepted(newId);
  }

  private static List<Finding> findings(Situation situation) {
    return new Gate(situation.plan(), situation.generation(), situation.now())
        .findings(situation.observations());
  }

  private static ErrorReport closed(List<Finding> findings) {
    String why =
        findings.stream()
            .filter(finding -> !finding.passed())
            .map(Finding::message)
            .collect(Collectors.joining(" "));
    return ErrorReport.of(
        StateError.GATE_CLOSED, "The cutover cannot begin; nothing was fenced. " + why, Map.of());
  }
}
