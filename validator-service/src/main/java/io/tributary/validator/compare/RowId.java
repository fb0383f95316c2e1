package io.tributary.validator.compare;

import java.util.List;

/**
 * The identity of one row: the text of its key columns, or the hash of the whole row where the
 * table has no key (equal rows then share an id).
 */
public record RowId(List<String> values) {
  public RowId {
    values = List.copyOf(values);
  }

  /** An id of one column. */
  public static RowId of(String... values) {
    return new RowId(List.of(values));
  }
}
