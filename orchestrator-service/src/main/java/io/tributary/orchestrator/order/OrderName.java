package io.tributary.orchestrator.order;

import java.util.Locale;

/** What an operator can order. */
public enum OrderName {
  /** Check sources and target. */
  PREFLIGHT,
  /** Preflight, and when it passed, replicate. */
  START,
  /** Stop applying. */
  PAUSE,
  /** Apply again, after a pause or where a stream has stopped at an error. */
  RESUME,
  /** Everything of a cutover, or of a rollback after the switch, up to the fence. */
  REHEARSE,
  /** Fence, drain, verify, open, switch. */
  CUTOVER,
  /** After the switch: the same steps with the sides exchanged, back to the sources. */
  ROLLBACK,
  /** Apply dead letters again. */
  REPLAY,
  /** Give one dead letter up and apply the others again. */
  DISCARD,
  /** Write rows of the target again that differ from the source's. */
  REPAIR,
  /** Remove everything of one source and begin it anew, while the others go on. */
  RESTART,
  /** Take tables in that are new at one source, while everything else goes on. */
  ADD_TABLES,
  /** The switch action in hand was done by hand. */
  CONFIRM,
  /** Do without the switch action in hand. */
  SKIP,
  /** Give the migration up and put the sources back as they were. */
  ABORT,
  /** After the switch: remove connectors, slots and publications for good. */
  COMPLETE,
  /** While an abort or completion is under way: go on without a source that is gone. */
  ABANDON;

  /** The word as it stands in the API's paths. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
