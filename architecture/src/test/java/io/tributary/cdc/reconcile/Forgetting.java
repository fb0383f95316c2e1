package io.tributary.cdc.reconcile;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceStanding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes states equal that nobody can tell apart: what names a cutover that is behind, and what the
 * next look reads anew. A stream that stands by tells so at once.
 *
 * @param moves of the source
 * @param heard number of the order that the cdc-service knows, negative without one
 * @param generation that the orchestrator has stored
 * @param cutover that it has stored, null before the first
 * @param running whether that cutover is under way, so that what was seen of its fences counts
 */
record Forgetting(
    SourceMoves moves, int heard, long generation, @Nullable String cutover, boolean running) {

  ModelledSource of(ModelledSource source) {
    ModelledSource next = of(of(source, Direction.OUT), Direction.BACK);
    String last = next.lastToken();
    boolean old = last != null && !FenceObserved.raisedIn(last, cutover);
    return old ? next.raised(null) : next;
  }

  private ModelledSource of(ModelledSource source, Direction direction) {
    ModelledStream stream = source.stream(direction);
    String fence = source.origin(direction).fence();
    List<String> pending = withoutLifted(stream.pending());
    boolean counts =
        stream.passed() != null
            && (stream.passed().equals(fence)
                || pending.stream().anyMatch(m -> m.endsWith(stream.passed())));
    boolean rehearsed = running && Objects.equals(cutover, stream.rehearsed());
    boolean verified = running && Objects.equals(cutover, stream.verified());
    boolean behindIt = fence != null && fence.equals(stream.verifiedFence());
    ModelledStream next =
        new ModelledStream(
            pending,
            counts ? stream.passed() : null,
            stream.busy(),
            facts(stream, direction),
            report(stream.report()),
            rehearsed ? cutover : null,
            verified ? cutover : null,
            behindIt ? fence : null,
            stream.lost());
    ModelledSource forgotten = source.with(direction, next);
    return next.busy() == ModelledStream.FREE && standsBy(direction)
        ? moves.reported(forgotten, direction, heard)
        : forgotten;
  }

  /** A fence that was raised and lifted in an earlier cutover has become nobody's. */
  private List<String> withoutLifted(List<String> pending) {
    if (pending.size() < 2) {
      return pending;
    }
    String token = pending.get(0).substring(1);
    boolean both = pending.get(0).equals("+" + token) && pending.get(1).equals("-" + token);
    return both && !(running && FenceObserved.raisedIn(token, cutover))
        ? withoutLifted(List.copyOf(pending.subList(2, pending.size())))
        : pending;
  }

  /** Without what no decision goes by any more, or what is done anew at no cost. */
  private SourceFacts facts(ModelledStream stream, Direction direction) {
    boolean rehearsing =
        heard >= 0
            && stream.busy() == ModelledStream.FREE
            && goal(direction) == MigrationGoal.REHEARSE;
    SourceFacts facts =
        stream
            .facts()
            .withTokenPassed(null)
            .with(SourceFact.WAITING, false)
            .with(SourceFact.OPPOSITE_GONE, false)
            .with(SourceFact.GATE_REMOVED, false);
    facts = rehearsing ? facts : facts.with(SourceFact.REHEARSED, false);
    facts =
        facts.is(SourceFact.OPENED)
            ? facts.withFence(facts.fence().map(standing -> standing.leaving(null)))
            : facts;
    // Whoever looks anew anyway does not ask what was missed.
    if (facts.is(SourceFact.INSPECTED)) {
      return facts;
    }
    // The way out asks whether a way back that is gone has heard of the order.
    boolean gone = facts.is(SourceFact.RETIRED) && facts.is(SourceFact.TARGET_CLEAN);
    HeardOrder order = gone && direction == Direction.BACK ? facts.heard() : HeardOrder.NONE;
    return new SourceFacts(facts.known(), facts.fence(), null, order);
  }

  private boolean standsBy(Direction direction) {
    return heard >= 0 && goal(direction) == MigrationGoal.STAND_BY;
  }

  private MigrationGoal goal(Direction direction) {
    StreamId out = moves.out().stream();
    StreamId stream = direction == Direction.OUT ? out : out.opposite();
    return StreamGoal.of(moves.orders().apply(heard), stream).goal();
  }

  /**
   * Of an earlier generation only the fence counts, and that a stream has heard of an order without
   * having reached its goal only for the gate of a rollback and the end of an undoing.
   */
  private SourceObserved report(SourceObserved report) {
    boolean settled = report.achieved() || report.error() != null;
    boolean current = report.generation() >= generation && (settled || !running);
    SourceStanding standing =
        settled && current
            ? report.standing()
            : new SourceStanding(current ? report.generation() : 0, SourcePhase.NEW, false);
    FenceObserved fence =
        Optional.ofNullable(report.fence())
            .filter(f -> running && f.raisedIn(cutover))
            .orElse(null);
    return new SourceObserved(
        report.id(),
        standing,
        report.connector(),
        report.stream(),
        new SourceAnswers(fence, null),
        report.problems(),
        report.at());
  }
}
