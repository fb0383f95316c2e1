package io.tributary.common.observed;

import org.jspecify.annotations.Nullable;

/**
 * What became of single orders to a source.
 *
 * @param fence the fence that stands at the source, null when there is none
 * @param deadLetters what became of the last request about dead letters, null before the first
 */
public record SourceAnswers(
    @Nullable FenceObserved fence, @Nullable DeadLettersObserved deadLetters) {

  /** No fence, and no request so far. */
  public static SourceAnswers none() {
    return new SourceAnswers(null, null);
  }
}
