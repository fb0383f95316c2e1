package io.tributary.cdc.apply.convert;

import io.tributary.common.change.RowImage;

/**
 * A row that the source has, in one of its states.
 *
 * @param row its values as they came
 * @param position position at the source of the change that made the state, or one that is not
 *     behind it
 */
public record SourceState(SourceKey key, RowImage row, long position) implements RowState {
  @Override
  public ConvertedRow convertedBy(MappedTable table) {
    return table.convert(this);
  }
}
