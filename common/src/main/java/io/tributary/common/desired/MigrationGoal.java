package io.tributary.common.desired;

/**
 * What a migration should be. Services reconcile towards the latest goal, whatever they missed
 * before; reaching a goal that is reached already does nothing.
 */
public enum MigrationGoal {
  /** Known, nothing running. */
  IDLE,
  /** Check sources and target and report; change nothing. */
  PREFLIGHT,
  /** Schema prepared, capture and apply running, fences lifted, target closed to applications. */
  REPLICATE,
  /** As REPLICATE, but nothing is applied; capture goes on, so that no source holds WAL. */
  PAUSE,
  /**
   * As REPLICATE, and everything of the coming cutover that changes nothing was done once: what is
   * slow the first time, and what cannot work, shows before any application has to wait.
   */
  REHEARSE,
  /**
   * As REPLICATE, and every source refuses writes, with the cutover's id as fence token in its
   * stream.
   */
  FENCE,
  /** As FENCE, and the validator proves both sides equal behind the fence. */
  VERIFY,
  /**
   * As FENCE, then sequences set, triggers enabled and the target opened in one transaction per
   * source.
   */
  OPEN,
  /** The switch is done: sources stay fenced, the target stays open, apply stays stopped. */
  SWITCHED,
  /** As SWITCHED, and connectors, slots and publications are removed for good. */
  COMPLETE,
  /** Fences lifted, connectors, slots, publications, and what was created in the target removed. */
  ABORT,
  /**
   * The goal of one stream while the other direction of its source acts, never of a migration:
   * captured and applied, and no fence touched. What the stream finds is what the other direction
   * has written, which it passes over.
   */
  STAND_BY,
  /**
   * The goal of a stream that nobody needs any more, never of a migration: capture and state are
   * removed, and no fence is touched.
   */
  WITHDRAW
}
