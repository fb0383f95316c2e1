package io.tributary.common.model;

/** Which way a migration goes: its steps are the same, with the sides exchanged. */
public enum Direction {
  /** From the sources to the target: a cutover. */
  OUT,
  /** From the target to the sources: a rollback. */
  BACK
}
