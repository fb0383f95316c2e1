package io.tributary.cdc.reconcile;

/** A fact about a source, found in its databases or brought about by a step. */
enum SourceFact {
  /**
   * Fence and opened were read from the databases since this process took over, and since the last
   * step that may have changed them although it failed.
   */
  INSPECTED,
  /** Nothing is left of the other direction of the source, or there is none. */
  OPPOSITE_GONE,
  /** The stream cannot begin yet: the other direction of its source has to come first. */
  WAITING,
  /** The target's schema was prepared, or found prepared, by this process. */
  PREPARED,
  /** The connector was created, or found, by this process. */
  CAPTURED,
  /** The stream is being applied. */
  APPLYING,
  /** All that the cutover needs and that changes nothing was done once, and is kept at hand. */
  REHEARSED,
  /** In this rehearsal the stream has come to where the source's log ended a moment ago. */
  CAUGHT_UP,
  /** Every row of the snapshot is in, and its constraints are built. */
  SNAPSHOT_COMPLETE,
  /** The target was opened to its application. */
  OPENED,
  /** This process took away what was left of the target's gate. */
  GATE_REMOVED,
  /** The target kept too much of its log for this way back, and remembers that it was given up. */
  GIVEN_UP,
  /** Connector, slot and publication were removed. */
  RETIRED,
  /** Everything that was created in the target was removed. */
  TARGET_CLEAN
}
