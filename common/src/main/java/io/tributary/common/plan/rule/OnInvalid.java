package io.tributary.common.plan.rule;

/** What happens to a row that cannot be converted. */
public enum OnInvalid {
  /** The stream stops before it and names it. */
  STOP,
  /** It is kept aside in the target, with the reason, and the stream goes on. */
  QUARANTINE
}
