package io.tributary.common.conversion;

/** What becomes of digits after the point that the target does not keep. */
public enum DigitRounding {
  /** Such a value is rejected. */
  REJECT,
  /** The nearest value; of two that are as near, the one whose last digit is even. */
  HALF_EVEN,
  /** The digits are cut off; of times, those of the clock, so that a time only becomes earlier. */
  TRUNCATE
}
