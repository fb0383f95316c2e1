package io.tributary.cdc.reconcile;

import io.tributary.common.model.Direction;

/** What has to hold of one source in every state, and whenever a side is opened. */
final class StepChecks {
  private StepChecks() {}

  /** In every state. */
  static void state(ModelledSource source) {
    require(!(source.home().writable() && source.target().writable()), "both sides are open");
    require(
        !(source.target().writable() && source.out().holdsWrites()),
        "a write at the source comes behind the opening of its target");
    require(
        !(source.home().writable() && source.back().holdsWrites()),
        "a write at the target comes behind the opening of its source");
  }

  /** When the side is opened that a stream goes to: drained and verified behind this very fence. */
  static void opening(ModelledSource source, Direction direction) {
    String fence = source.origin(direction).fence();
    ModelledStream stream = source.stream(direction);
    ModelledStart start = source.start();
    require(start.rows() && start.compared() == start.note(), direction + ": opened uncompared");
    require(fence != null, direction + ": opened although the other side has no fence");
    require(fence.equals(stream.passed()), direction + ": opened before it was drained");
    require(fence.equals(stream.verifiedFence()), direction + ": opened before it was verified");
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new BrokenInvariant(otherwise);
    }
  }
}
