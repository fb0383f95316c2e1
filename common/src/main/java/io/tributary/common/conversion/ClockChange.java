package io.tributary.common.conversion;

/** What becomes of local times that are skipped or happen twice when clocks change. */
public enum ClockChange {
  /** Such a time is rejected. */
  REJECT,
  /** The offset that was valid before the clocks changed counts. */
  OFFSET_BEFORE,
  /** The offset that is valid after the clocks changed counts. */
  OFFSET_AFTER
}
