package io.tributary.common.observed;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fence that stands at a source.
 *
 * @param token of this raising, as {@link #token} makes it; in the source's stream behind the last
 *     accepted write
 * @param position the source's position read after the fence was committed
 * @param drained whether apply has passed the token
 * @param fencedAt when the fence was committed
 * @param openTransactionsEnded sessions that were terminated for it
 */
public record FenceObserved(
    String token, long position, boolean drained, Instant fencedAt, int openTransactionsEnded) {
  private static final String RAISING = "/";

  /**
   * A new token for a raising in a cutover. No two raisings have the same, though a cutover may
   * raise a fence again: what was passed or lifted of the one says nothing of the other.
   */
  public static String token(String cutoverId) {
    return cutoverId + RAISING + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Whether it was raised in this cutover; never in none. */
  public boolean raisedIn(@Nullable String cutoverId) {
    return raisedIn(token, cutoverId);
  }

  /** Whether the fence with this token was raised in a cutover; never in none. */
  public static boolean raisedIn(String token, @Nullable String cutoverId) {
    return cutoverId != null && (token.equals(cutoverId) || token.startsWith(cutoverId + RAISING));
  }
}
