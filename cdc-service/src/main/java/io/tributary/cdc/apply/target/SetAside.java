package io.tributary.cdc.apply.target;

/**
 * What of a stream is kept aside from the target.
 *
 * @param deadLetters changes that wait for replay
 * @param quarantined rows that were not converted, or not taken by the target
 */
public record SetAside(long deadLetters, long quarantined) {
  /** Nothing. */
  public static final SetAside NOTHING = new SetAside(0, 0);
}
