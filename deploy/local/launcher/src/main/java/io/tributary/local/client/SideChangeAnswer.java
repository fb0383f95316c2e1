package io.tributary.local.client;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.PausePrediction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The running or last cutover or rollback, as the API answers it.
 *
 * @param direction out for a cutover, back for a rollback
 * @param error why it was undone, or why the switch is tried again
 */
public record SideChangeAnswer(
    String id,
    String direction,
    Instant startedAt,
    List<StepAnswer> steps,
    @Nullable PauseAnswer pause,
    List<ActionAnswer> switching,
    @Nullable ErrorReport error) {

  /** One step; DONE spans all of them. */
  public record StepAnswer(String step, String outcome, Instant startedAt, long millis) {}

  /** For how long writes were refused, and what a rehearsal had let expect. */
  public record PauseAnswer(long millis, @Nullable PausePrediction predicted) {}

  /** One switch action. */
  public record ActionAnswer(
      String action, String outcome, int tries, @Nullable ErrorReport error) {}

  /** Whether it goes back to the sources. */
  public boolean back() {
    return direction.equals("back");
  }

  /** As people call it. */
  public String word() {
    return back() ? "rollback" : "cutover";
  }
}
