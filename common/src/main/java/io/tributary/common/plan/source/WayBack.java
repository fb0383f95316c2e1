package io.tributary.common.plan.source;

/** What becomes of the source once the target is open. */
public enum WayBack {
  /** It stays as it was at the cutover. */
  NONE,
  /** It follows the target, so that its application can go back to it without losing a write. */
  REPLICATE
}
