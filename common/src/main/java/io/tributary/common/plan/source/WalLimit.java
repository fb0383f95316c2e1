package io.tributary.common.plan.source;

/**
 * How much of its log the target may keep for the way back of a source.
 *
 * @param maxWalBytes bytes of WAL, at least 1
 * @param beyond what is done above that
 */
public record WalLimit(long maxWalBytes, Beyond beyond) {

  /** What is done when the target keeps more. */
  public enum Beyond {
    /** It is said, and nothing else. */
    ALARM,
    /** Once the target is open, the way back is given up for good, and its slot dropped. */
    GIVE_UP
  }
}
