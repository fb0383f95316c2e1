package io.tributary.orchestrator.cutover;

import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a cutover with its time.
 *
 * @param startedAt when it began; of DONE, when the whole cutover began
 * @param endedAt null while it runs
 * @param outcome STARTED while it runs
 */
public record CutoverStepTime(
    Step step, Instant startedAt, @Nullable Instant endedAt, Outcome outcome) {

  static CutoverStepTime started(Step step, Instant now) {
    return new CutoverStepTime(step, now, null, Outcome.STARTED);
  }

  CutoverStepTime ended(Outcome how, Instant now) {
    return new CutoverStepTime(step, startedAt, now, how);
  }

  /** Milliseconds it took, 0 while it runs. */
  public long millis() {
    return endedAt == null ? 0 : Duration.between(startedAt, endedAt).toMillis();
  }
}
