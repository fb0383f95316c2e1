package io.tributary.validator.source.end;

import java.util.Optional;

/**
 * How far a follower holds its leader's changes, as the follower itself says.
 *
 * @param offset record of the change topic up to which all is applied; of the next one, which may
 *     hold several events, some may be
 * @param position commit position of the last applied transaction, as a number
 * @param fenceToken the last fence token that was applied, if any
 * @param snapshotComplete whether the initial rows are all in
 */
public record Checkpoint(
    long offset, long position, Optional<String> fenceToken, boolean snapshotComplete) {
  /** What stands in the place of a token behind no fence, once one was lifted. */
  private static final String LIFTED = "";

  /**
   * Whether the leader was closed to its application when it made what the follower has by now. It
   * may be open meanwhile: then all that its application wrote is behind this.
   */
  public boolean leaderClosed() {
    return fenceToken.filter(token -> !token.equals(LIFTED)).isPresent();
  }

  /** Whether the follower has passed that a fence of the leader was lifted, and none since. */
  public boolean leaderOpenedAgain() {
    return fenceToken.filter(LIFTED::equals).isPresent();
  }

  /** Of a follower that is not prepared. */
  public static final Checkpoint NONE = new Checkpoint(-1, 0, Optional.empty(), false);
}
