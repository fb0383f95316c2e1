package io.tributary.local.client;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.observed.PreflightCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration's status as the API answers it.
 *
 * @param state UNKNOWN while its target cannot be read
 * @param step of a running cutover or rehearsal
 * @param generation grows with each change of the goal
 * @param orders that are possible now
 * @param health healthy, waiting or stopped
 * @param writes which side accepts writes
 * @param copyRemainingSeconds until the first copy of all sources is in; null where unknown
 * @param cutover the running or last cutover or rollback
 * @param rehearsal the last one that has ended
 * @param rollback whether one could begin; only after the switch, with a way back
 */
public record MigrationAnswer(
    String name,
    String state,
    @Nullable String step,
    @Nullable Long generation,
    @Nullable Instant since,
    List<String> orders,
    String health,
    WritesAnswer writes,
    @Nullable ErrorReport error,
    List<SourceAnswer> sources,
    @Nullable Long copyRemainingSeconds,
    @Nullable PreflightAnswer preflight,
    @Nullable SideChangeAnswer cutover,
    @Nullable CutoverRehearsal rehearsal,
    @Nullable RollbackAnswer rollback) {

  /**
   * Which side accepts the writes of applications now.
   *
   * @param side sources, target, none or unknown
   * @param sentence the same for people
   */
  public record WritesAnswer(String side, String sentence) {}

  /** Whether a rollback could begin, and what keeps it from it. */
  public record RollbackAnswer(boolean possible, List<String> reasons) {}

  /** The streams: each source's, and behind it that of its way back. */
  public List<SourceAnswer> streams() {
    List<SourceAnswer> streams = new ArrayList<>();
    for (SourceAnswer source : sources) {
      streams.add(source);
      Optional.ofNullable(source.wayBack()).ifPresent(streams::add);
    }
    return streams;
  }

  /** Whether this order is possible now. */
  public boolean offers(String order) {
    return orders.contains(order);
  }

  /** The checks of the last preflight that did not pass. */
  public List<PreflightCheck> failedChecks() {
    return preflight == null ? List.of() : preflight.with(PreflightCheck.Result.FAILED);
  }
}
