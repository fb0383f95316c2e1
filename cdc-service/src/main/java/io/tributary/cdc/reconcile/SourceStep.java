package io.tributary.cdc.reconcile;

/**
 * The next thing to do for a source; each is idempotent, so that a crash in the middle only repeats
 * it.
 */
enum SourceStep {
  /** Read what stands in the databases: the fence at the source, the opened target. */
  INSPECT,
  /** Schemas, roles and tables in the target, closed to applications. */
  PREPARE,
  /** Publication, slot and connector. */
  CAPTURE,
  /** Begin to apply the stream. */
  START_APPLY,
  /** Stop applying at a batch boundary. */
  STOP_APPLY,
  /** Do once what fence and opening need and what changes nothing. */
  REHEARSE,
  /** Let go of what the rehearsal kept at hand. */
  END_REHEARSAL,
  /** Make the source refuse writes. */
  RAISE_FENCE,
  /** Refuse what the drained changes brought and the opening could not refuse any more. */
  CHECK_DRAINED,
  /** Let the source accept writes again. */
  LIFT_FENCE,
  /** Sequences, triggers, and the target's gate. */
  OPEN,
  /** Take what is left of the gate away, while the application writes to the target. */
  REMOVE_GATE,
  /** Remove connector, slot and publication. */
  RETIRE,
  /** Remove what was created in the target. */
  CLEAN_TARGET,
  /** The goal is reached, or only the stream has to get there. */
  NONE
}
