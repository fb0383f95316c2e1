package io.tributary.exploration;

/** What may happen to the orchestrator next, besides the publishing of what it has stored. */
enum Choice {
  /** It looks at what was observed. */
  LOOK(false),
  /** It looks, and the deadline has passed. */
  LOOK_LATE(false),
  /** All switch actions succeeded. */
  SWITCHED(false),
  REHEARSE(true),
  RESTART(true),
  CUTOVER(true),
  ROLLBACK(true),
  COMPLETE(true),
  ABORT(true);

  private final boolean ordered;

  Choice(boolean ordered) {
    this.ordered = ordered;
  }

  /** Whether somebody has to want it, so that nobody may expect help from it. */
  boolean ordered() {
    return ordered;
  }
}
