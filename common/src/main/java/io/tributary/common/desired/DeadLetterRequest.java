package io.tributary.common.desired;

import org.jspecify.annotations.Nullable;

/**
 * What the operator asked to be done with the dead letters of one source. Carried out at least
 * once: applying dead letters again does no harm, and a discarded one is gone the second time.
 *
 * @param number the generation in which it was asked for, so that later requests have higher ones
 * @param source the source's name
 * @param discard id of the dead letter whose change is given up before the others are applied
 *     again; null when all are only to be applied again
 */
public record DeadLetterRequest(long number, String source, @Nullable Long discard) {

  /** Whether the other request asks for the same, only at another time. */
  public boolean repeats(DeadLetterRequest other) {
    return source.equals(other.source)
        && (discard == null ? other.discard == null : discard.equals(other.discard));
  }
}
