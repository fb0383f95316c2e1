package io.tributary.common.desired;

/**
 * What is asked of the poolers that a migration file names. Whatever a pooler was asked before, it
 * is brought to the latest goal.
 */
public enum ClientsGoal {
  /** Their clients go on where they are; what was held is let go, and nothing is repointed. */
  FREE,
  /** Their clients wait, at most until the deadline and what is left for undoing behind it. */
  HELD,
  /** They lead to the side that was opened, and their clients go on there. */
  MOVED
}
