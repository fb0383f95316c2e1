package io.tributary.orchestrator.state;

import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.event.CutoverStep.Step;
import java.time.Duration;
import java.time.Instant;

/**
 * One step of a cutover with its time.
 *
 * @param startedAt when it began; of DONE, when the whole cutover began
 * @param endedAt null while it runs
 * @param outcome STARTED while it runs
 */
public record StepTime(Step step, Instant startedAt, Instant endedAt, Outcome outcome) {

  static StepTime started(Step step, Instant now) {
    return new StepTime(step, now, null, Outcome.STARTED);
  }

  StepTime ended(Outcome how, Instant now) {
    return new StepTime(step, startedAt, now, how);
  }

  /** Milliseconds it took, 0 while it runs. */
  public long millis() {
    return endedAt == null ? 0 : Duration.between(startedAt, endedAt).toMillis();
  }
}
