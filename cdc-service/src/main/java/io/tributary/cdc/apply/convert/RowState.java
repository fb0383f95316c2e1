package io.tributary.cdc.apply.convert;

import io.tributary.common.change.RowImage;

/** A row of the source as a change has left it: there, or gone. */
sealed interface RowState permits SourceState, RowState.Gone {
  /** What becomes of the row in the target. */
  ConvertedRow convertedBy(MappedTable table);

  /**
   * A row that the source no longer has.
   *
   * @param image as much of its last state as names it
   */
  record Gone(SourceKey key, RowImage image) implements RowState {
    @Override
    public ConvertedRow convertedBy(MappedTable table) {
      return table.gone(key, image);
    }
  }
}
