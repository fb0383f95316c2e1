package io.tributary.validator.source.end;

import java.util.Optional;

/**
 * What a follower notes of the stream that it follows, in the transactions in which its rows
 * change. Failures are {@link io.tributary.common.error.TributaryException}s.
 */
public interface AppliedPositions {

  /** How far the follower is now; empty when it is not prepared for the stream. */
  Optional<Checkpoint> checkpoint();

  /**
   * Whether the follower has all rows of the start, so that it can be compared.
   *
   * @param restart the last order to begin the source anew, 0 for none: rows that are there before
   *     it was carried out will be removed for it
   */
  boolean complete(long restart);

  /**
   * Whether an order to begin a table anew is carried out or refused, so that its rows are no
   * longer replaced.
   *
   * @param table as verdicts name it
   */
  default boolean restarted(String table, long order) {
    return true;
  }
}
