package io.tributary.validator.compare;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The identity of one row: the text of its key columns, or the hash of the whole row where the
 * table has no key (equal rows then share an id).
 */
public record RowId(List<String> values) {
  public RowId {
    values = List.copyOf(values);
  }

  /** The values of a key by the names of its columns. */
  public Map<String, String> by(List<String> names) {
    return IntStream.range(0, names.size())
        .boxed()
        .collect(Collectors.toUnmodifiableMap(names::get, values::get));
  }

  /** An id of one column. */
  public static RowId of(String... values) {
    return new RowId(List.of(values));
  }
}
