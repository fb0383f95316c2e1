package io.tributary.common.plan.source;

/** What is done about large objects of a source; none are moved. */
public enum LargeObjects {
  /** Preflight refuses a source that has any. */
  REFUSE,
  /** They stay behind; preflight warns. */
  LEAVE
}
