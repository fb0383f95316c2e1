package io.tributary.common.observed;

import io.tributary.common.quarantine.QuarantineContent;
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
 * @param aside what the stream leaves behind, counted where it is kept once the token was passed;
 *     null before that
 */
public record FenceObserved(
    String token,
    long position,
    boolean drained,
    Instant fencedAt,
    int openTransactionsEnded,
    @Nullable QuarantineContent aside) {
  private static final String RAISING = "/";

  /** One behind which nothing was counted yet. */
  public FenceObserved(
      String token, long position, boolean drained, Instant fencedAt, int openTransactionsEnded) {
    this(token, position, drained, fencedAt, openTransactionsEnded, null);
  }

  /** The same with what was counted behind it. */
  public FenceObserved leaving(@Nullable QuarantineContent counted) {
    return new FenceObserved(token, position, drained, fencedAt, openTransactionsEnded, counted);
  }

  /** The same with whether apply has passed it, and what it brought was counted and found good. */
  public FenceObserved drained(boolean passed) {
    return new FenceObserved(token, position, passed, fencedAt, openTransactionsEnded, aside);
  }

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
