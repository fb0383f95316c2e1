package io.tributary.cdc.apply.file;

/**
 * What of a way back waits in a file as dead letters.
 *
 * @param refused rows of the target that the file does not take
 * @param foreign changes that somebody has made at the target while that was closed
 */
public record FileAside(long refused, long foreign) {
  /** Nothing waits. */
  public static final FileAside NOTHING = new FileAside(0, 0);

  /** All of it. */
  public long letters() {
    return refused + foreign;
  }
}
