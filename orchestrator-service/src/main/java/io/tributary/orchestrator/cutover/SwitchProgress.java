package io.tributary.orchestrator.cutover;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.cutover.SwitchAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the switch actions are. They run in order, one at a time; what is done is not done again.
 * Immutable.
 *
 * @param done the actions that are behind, in order
 * @param current the action in hand, null when there is none left
 * @param retryAt when it is tried again, null while it runs
 * @param started its process, null before it was started and for actions that are none
 */
public record SwitchProgress(
    List<SwitchedAction> done,
    @Nullable SwitchedAction current,
    @Nullable Instant retryAt,
    @Nullable StartedCommand started) {
  private static final int MOST_DOUBLINGS = 6;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  public SwitchProgress {
    done = done == null ? List.of() : List.copyOf(done);
  }

  /** The first action is to be run. */
  public static SwitchProgress begun(List<SwitchAction> actions, Instant now) {
    return new SwitchProgress(List.of(), next(actions, 0, now), null, null);
  }

  /** Which action is in hand, 0 for the first. */
  public int inHand() {
    return done.size();
  }

  /** Whether the action in hand runs, and does not wait for its next try. */
  public boolean running() {
    return retryAt == null;
  }

  /** All actions so far, the one in hand last. */
  public List<SwitchedAction> actions() {
    List<SwitchedAction> all = new ArrayList<>(done);
    if (current != null) {
      all.add(current);
    }
    return all;
  }

  /** The action in hand is tried once more; the file may say another one by now. */
  public SwitchProgress again(List<SwitchAction> actions, Instant now) {
    SwitchedAction fresh = next(actions, inHand(), now);
    SwitchedAction again =
        fresh == null || current == null
            ? fresh
            : SwitchedAction.running(fresh.action(), current.tries() + 1, now);
    return new SwitchProgress(done, again, null, null);
  }

  /** The process of the action in hand runs. */
  public SwitchProgress with(@Nullable StartedCommand process) {
    return new SwitchProgress(done, current, retryAt, process);
  }

  /** The action in hand takes longer than it should. */
  public SwitchProgress overdue(@Nullable ErrorReport why, String output) {
    SwitchedAction late = current == null ? null : current.overdue(why, output);
    return new SwitchProgress(done, late, null, started);
  }

  /** The action in hand failed; the time to its next try doubles. */
  public SwitchProgress failed(@Nullable ErrorReport why, String output, Instant now) {
    int tries = current == null ? 1 : current.tries();
    Duration delay = Duration.ofSeconds(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return new SwitchProgress(
        done,
        current == null ? null : current.failed(why, output, now),
        now.plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay),
        null);
  }

  /** The action in hand, which waits, is tried again at that moment. */
  public SwitchProgress retryingAt(Instant moment) {
    return new SwitchProgress(done, current, moment, null);
  }

  /** The action in hand is behind, the next one is to be run. */
  public SwitchProgress ended(
      SwitchedAction.Outcome how,
      @Nullable String output,
      List<SwitchAction> actions,
      Instant now) {
    if (current == null) {
      return this;
    }
    List<SwitchedAction> behind = new ArrayList<>(done);
    behind.add(current.ended(how, output, now));
    return new SwitchProgress(behind, next(actions, behind.size(), now), null, null);
  }

  private static @Nullable SwitchedAction next(List<SwitchAction> actions, int index, Instant now) {
    return index < actions.size()
        ? SwitchedAction.running(actions.get(index).label(), 1, now)
        : null;
  }
}
