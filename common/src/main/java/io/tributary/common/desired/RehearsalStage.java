package io.tributary.common.desired;

/** What a rehearsal is about to find out, one after the other, so that none disturbs another. */
public enum RehearsalStage {
  /** The steps of the cutover up to the fence; also whatever is no rehearsal. */
  STEPS,
  /** How long the queries of the file take at both sides. */
  QUERIES,
  /** Whether the target's schemas can be dumped and restored. */
  BACKUP
}
