package io.tributary.orchestrator.state;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.event.Requester;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.RepairObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.observed.LedPoolers;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything besides the state itself that a decision depends on.
 *
 * @param generation of the desired state that stands now
 * @param now the moment of the decision
 * @param look what was looked at because the decision depends on it; nothing for others
 * @param by who gives the order in hand; null where there is none
 */
public record MigrationSituation(
    Migration plan,
    long generation,
    MigrationObservations observations,
    Instant now,
    GateLook look,
    @Nullable Requester by) {

  /** A situation in which nobody has looked. */
  public MigrationSituation(
      Migration plan, long generation, MigrationObservations observations, Instant now) {
    this(plan, generation, observations, now, GateLook.NONE, null);
  }

  MigrationSituation with(GateLook looked) {
    return new MigrationSituation(plan, generation, observations, now, looked, by);
  }

  MigrationSituation by(@Nullable Requester orderer) {
    return new MigrationSituation(plan, generation, observations, now, look, orderer);
  }

  /**
   * The requests about dead letters that stand from now on, when those of the streams of one
   * direction, or of one stream alone, are to be applied again.
   *
   * @param standing those that stand
   */
  List<RowRequest> replaying(
      List<RowRequest> standing, Direction direction, Optional<String> stream) {
    List<String> asked = stream.map(List::of).orElseGet(() -> plan.streams(direction));
    return asking(standing, asked.stream().map(name -> request(name, null)).toList());
  }

  /** The same when one is to be given up. */
  List<RowRequest> discarding(List<RowRequest> standing, String stream, long deadLetter) {
    return asking(standing, List.of(request(stream, deadLetter)));
  }

  /** The requests that stand when rows of a source are to be repaired. */
  List<RowRequest> repairing(List<RowRequest> standing, String stream, List<ConfirmedRows> rows) {
    return asking(standing, List.of(RowRequest.repairing(generation + 1, stream, rows)));
  }

  /** A request's number is the generation that brings it, so that later ones are higher. */
  private RowRequest request(String stream, @Nullable Long discard) {
    return new RowRequest(generation + 1, stream, discard);
  }

  private List<RowRequest> asking(List<RowRequest> standing, List<RowRequest> asked) {
    List<RowRequest> all = new ArrayList<>();
    standing.stream()
        .filter(open -> !carriedOut(open))
        .filter(open -> asked.stream().noneMatch(open::repeats))
        .forEach(all::add);
    all.addAll(asked);
    return all;
  }

  /** Whether its source reports that a request, or a later one of its kind, is done. */
  private boolean carriedOut(RowRequest request) {
    Optional<SourceObserved> source = observations.source(request.source());
    Optional<Long> done =
        request.repairs()
            ? source.map(SourceObserved::repair).map(RepairObserved::request)
            : source.map(SourceObserved::deadLetters).map(DeadLettersObserved::request);
    return done.map(number -> number >= request.number()).orElse(false);
  }

  /** How far the poolers of the file are. */
  LedPoolers poolers() {
    return new LedPoolers(plan, generation, observations);
  }

  /** Whether every source reports that the goal of the current generation is reached. */
  boolean allAchieved() {
    return plan.streams().stream()
        .allMatch(
            name ->
                observations
                    .source(name)
                    .map(o -> o.generation() == generation && o.achieved())
                    .orElse(false));
  }

  /**
   * Whether the fences of a cutover that failed are lifted. Of the streams of its direction each
   * runs again, or has stopped for good beside an open side. Those of the other one have no fence
   * to lift: that they have heard of it keeps what they were told before from counting, and one
   * that is lost for good keeps nobody waiting.
   */
  boolean undone(Direction direction) {
    List<String> fenced = plan.streams(direction);
    return plan.streams().stream()
        .allMatch(
            name ->
                observations
                    .source(name)
                    .filter(o -> o.generation() == generation)
                    .filter(o -> !fenced.contains(name) || o.achieved() || o.stoppedOpen())
                    .isPresent());
  }
}
