package io.tributary.cdc.apply.file;

import io.tributary.common.error.RowValues;
import io.tributary.mapping.row.ReturnedRow;

/**
 * Why a file does not take a row, for people.
 *
 * @param whole for those who may see the row
 * @param said for everybody: without values of the row, unless they may be shown
 */
record RefusalReason(String whole, String said) {

  /** A value that no value of the file is. */
  static RefusalReason of(ReturnedRow.Refused row) {
    String whole = row.column() + " " + row.text();
    String said = "%s: the value (%s) %s".formatted(row.column(), RowValues.HIDDEN, row.said());
    return new RefusalReason(whole, RowValues.shown() ? whole : said);
  }

  /** What was said without values of the row. */
  static RefusalReason of(String said) {
    return new RefusalReason(said, said);
  }
}
