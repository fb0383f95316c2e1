package io.tributary.validator.compare;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows whose key lies behind one key and not behind another.
 *
 * @param after exclusive lower bound as text per key column, null for the beginning
 * @param upTo inclusive upper bound, null for the end
 */
public record KeyRange(@Nullable List<String> after, @Nullable List<String> upTo) {

  /** Every row. */
  public static final KeyRange ALL = new KeyRange(null, null);

  /**
   * This range cut at keys that lie in it, in ascending order. No key of the range is lost and none
   * is in two parts.
   */
  public List<KeyRange> cutAt(List<List<String>> keys) {
    List<KeyRange> parts = new ArrayList<>();
    @Nullable List<String> from = after;
    for (List<String> key : keys) {
      if (!key.equals(upTo)) {
        parts.add(new KeyRange(from, key));
        from = key;
      }
    }
    parts.add(new KeyRange(from, upTo));
    return parts;
  }
}
