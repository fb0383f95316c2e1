package io.tributary.cdc.reconcile;

import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceObserved;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a source: what of its log is not applied, and what the services know of it.
 *
 * @param pending marks that are not applied: {@code +} and the token of a fence, whose raising
 *     comes behind a write; {@code -} and the token of one that was lifted
 * @param passed the fence token of the checkpoint, empty once that fence is lifted
 * @param busy number of the desired state under which a step is in hand, {@link #FREE} without one
 * @param facts what the loop knows
 * @param report what was last reported, null before
 * @param rehearsed the cutover for which the validator last rehearsed
 * @param verified the one that it last verified
 * @param verifiedFence the fence behind which it did
 * @param lost whether it has stopped for good, as where its slot is gone
 */
public record ModelledStream(
    List<String> pending,
    @Nullable String passed,
    int busy,
    SourceFacts facts,
    @Nullable SourceObserved report,
    @Nullable String rehearsed,
    @Nullable String verified,
    @Nullable String verifiedFence,
    boolean lost) {
  static final int FREE = -1;

  /** Whether a write is in the log that is not applied. */
  boolean holdsWrites() {
    return pending.stream().anyMatch(mark -> mark.startsWith("+"));
  }

  ModelledStream behind(String mark) {
    List<String> longer = new ArrayList<>(pending);
    longer.add(mark);
    return with(List.copyOf(longer), passed);
  }

  ModelledStream applied() {
    String mark = pending.get(0);
    String token = mark.substring(1);
    String next = mark.startsWith("+") ? token : token.equals(passed) ? "" : passed;
    return with(List.copyOf(pending.subList(1, pending.size())), next);
  }

  private ModelledStream with(List<String> marks, @Nullable String token) {
    return new ModelledStream(
        marks, token, busy, facts, report, rehearsed, verified, verifiedFence, lost);
  }

  ModelledStream knowing(int step, SourceFacts newFacts) {
    return new ModelledStream(
        pending, passed, step, newFacts, report, rehearsed, verified, verifiedFence, lost);
  }

  ModelledStream reporting(@Nullable SourceObserved newReport) {
    return new ModelledStream(
        pending, passed, busy, facts, newReport, rehearsed, verified, verifiedFence, lost);
  }

  ModelledStream rehearsedFor(String cutover) {
    return new ModelledStream(pending, passed, busy, facts, report, cutover, null, null, lost);
  }

  ModelledStream verifiedFor(String cutover, @Nullable String fence) {
    return new ModelledStream(pending, passed, busy, facts, report, cutover, cutover, fence, lost);
  }

  /** Nothing is captured any more; what comes is another log. */
  ModelledStream withoutLog() {
    return new ModelledStream(
        List.of(), passed, busy, facts, report, rehearsed, verified, verifiedFence, false);
  }

  /** Nothing is applied any more. */
  ModelledStream withoutCheckpoint() {
    return with(pending, null);
  }

  ModelledStream losing() {
    return new ModelledStream(
        pending, passed, busy, facts, report, rehearsed, verified, verifiedFence, true);
  }

  @Override
  public String toString() {
    String seen = report == null ? "nothing" : report.standing() + " " + report.answers().fence();
    return "%slog %s, passed %s, under order %d, knows %s of fence %s, verified %s, reported %s"
        .formatted(
            lost ? "LOST, " : "",
            pending,
            passed,
            busy,
            facts.known(),
            facts.fence().map(FenceObserved::token).orElse("none"),
            verifiedFence,
            seen);
  }
}
