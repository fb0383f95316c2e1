package io.tributary.local.client;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.PausePrediction;
import io.tributary.common.measure.HeldClients;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The running or last cutover or rollback, as the API answers it.
 *
 * @param direction out for a cutover, back for a rollback
 * @param held how long clients of poolers waited; null from an older service
 * @param error why it was undone, or why the switch is tried again
 */
public record SideChangeAnswer(
    String id,
    String direction,
    Instant startedAt,
    List<StepAnswer> steps,
    @Nullable PauseAnswer pause,
    @Nullable List<HeldClients> held,
    List<ActionAnswer> switching,
    @Nullable ErrorReport error) {

  /** How long clients of poolers waited at most; empty where no pooler held any. */
  public OptionalLong longestWaitMillis() {
    return held == null
        ? OptionalLong.empty()
        : held.stream().mapToLong(HeldClients::longestWaitMillis).max();
  }

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
