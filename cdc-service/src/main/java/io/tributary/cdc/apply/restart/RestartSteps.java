package io.tributary.cdc.apply.restart;

import io.tributary.common.error.TributaryException;

/** The transactions in which tables begin anew. One thread. */
public interface RestartSteps {
  /** Up to which everything of the stream is applied, or held. */
  long position();

  /**
   * Begins one in which nobody else applies the stream or opens its target.
   *
   * @throws TributaryException where the target is open, or another instance has the stream
   */
  void begin();

  /**
   * Makes sure that no other instance has changed what is kept of a restart.
   *
   * @throws TributaryException which ends the run
   */
  void require(boolean asKnown);

  void commit();

  /** Rolls back what is open, if anything is. */
  void undo();

  /** Whether a failure ends the run of the stream. */
  boolean over(TributaryException failure);
}
