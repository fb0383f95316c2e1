package io.tributary.connect.sqlite;

import java.util.List;

/**
 * A table that is read again as a whole: the stream empties it and fills it.
 *
 * @param table its number
 * @param place the last row that was sent, null before the first
 */
record Rescan(long table, TableForm form, List<Value> place) {
  Rescan(long table, TableForm form) {
    this(table, form, null);
  }

  boolean begun() {
    return place != null;
  }

  Rescan at(List<Value> next) {
    return new Rescan(table, form, next);
  }
}
