package io.tributary.cdc.source;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.Optional;

/**
 * A source as the home of what is written at its target: where the way back ends. Every method
 * blocks, may be called again at any time, and goes on where an earlier call was cut off; all throw
 * {@link io.tributary.common.error.TributaryException}. Thread-safe.
 */
public interface ReturnHome {

  /** Where the stream begins, and what the tables look like that it reads; both sides are equal. */
  void prepare();

  /** Makes what commits the changes here. */
  CommitterFactory committers();

  /** The last record of the topic of which everything is applied here; empty before the first. */
  Optional<Long> applied();

  /** How many changes wait here as dead letters of the stream, in this moment. */
  long letters();

  /**
   * Counts here what the stream has left aside, and refuses what {@link #open} could not refuse: at
   * the rehearsal, and once the last changes before the fence are here.
   */
  QuarantineContent checkDrained();

  /**
   * Refuses by name what would keep every row from being written here, and writes none. Asked
   * before the way back is needed, since nobody could go home otherwise.
   */
  void tryWriting();

  /** Makes and keeps the connections of {@link #open}, since applications wait for that. */
  void rehearseOpening();

  /** Closes what {@link #rehearseOpening} kept, if anything. */
  void endRehearsal();

  /**
   * Lets the application write here again, with the counters of keys as they stand at the target.
   */
  void open();

  /** Whether the application may write here; a change that is under way is waited for. */
  boolean opened();

  /** Whether anything was kept of the stream, so that its capture can be taken away by it. */
  boolean made();

  /** Forgets the stream. */
  void remove();
}
