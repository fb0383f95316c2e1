package io.tributary.common.plan.source;

/** What is done about a source of which nothing moves. */
public enum WhenEmpty {
  /** It is refused: most often a name is wrong, and the cutover would close what did not move. */
  REFUSE,
  /** It is moved as it is, for tables that come later or for objects that are no tables. */
  ALLOWED
}
