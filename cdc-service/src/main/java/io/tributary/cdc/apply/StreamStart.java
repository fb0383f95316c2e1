package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.Checkpoint;

/**
 * Where a run of a stream begins.
 *
 * @param checkpoint what is applied already
 * @param caughtUpAt position at which the stream has caught up with a copy whose rows were read at
 *     different moments; not beyond the checkpoint when there is nothing to catch up with
 */
record StreamStart(Checkpoint checkpoint, long caughtUpAt) {
  /** The start of a stream that has nothing to catch up with. */
  static StreamStart at(Checkpoint checkpoint) {
    return new StreamStart(checkpoint, checkpoint.position());
  }

  /** Whether rows of different moments still stand side by side at a checkpoint. */
  boolean catchingUp(Checkpoint at) {
    return at.position() < caughtUpAt;
  }
}
