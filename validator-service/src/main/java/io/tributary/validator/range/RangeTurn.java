package io.tributary.validator.range;

/**
 * A range that a worker has in hand.
 *
 * @param of the table's ranges
 * @param range the range
 */
public record RangeTurn(TableRanges of, TableRange range) {

  /** The worker has ended with it, or given it up. */
  public void giveBack() {
    of.giveBack(range.keys());
  }
}
