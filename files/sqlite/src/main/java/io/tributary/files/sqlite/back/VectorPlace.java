package io.tributary.files.sqlite.back;

import io.tributary.mapping.conversion.SourceValue;

/**
 * Where a row of a vec0 table is.
 *
 * @param rowid SQLite's number of the row
 * @param chunk its chunk
 * @param offset its place in it, from 0
 */
record VectorPlace(long rowid, long chunk, int offset) {

  /** The rowid as a parameter. */
  SourceValue row() {
    return new SourceValue.Whole(rowid);
  }
}
