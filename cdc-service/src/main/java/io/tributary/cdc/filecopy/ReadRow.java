package io.tributary.cdc.filecopy;

import io.tributary.common.change.Row;
import io.tributary.common.convert.Stored;

/**
 * A row that goes to the target, as it was read: one of the two.
 *
 * @param values as they are stored, in the order of the table's columns
 * @param image as the stream would send it
 */
record ReadRow(Stored[] values, Row image) {

  static ReadRow of(Stored[] values) {
    return new ReadRow(values, null);
  }

  static ReadRow of(Row image) {
    return new ReadRow(null, image);
  }
}
