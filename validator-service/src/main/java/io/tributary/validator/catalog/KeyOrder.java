package io.tributary.validator.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * The order in which both ends walk through the keys of a table, so that a key range means the same
 * rows at both.
 *
 * @param ranges whether key ranges can be used at all; otherwise rows are grouped by hash
 * @param byteOrder for each key column, whether it has to be sorted by bytes because the two
 *     databases' collations are not provably the same
 */
public record KeyOrder(boolean ranges, List<Boolean> byteOrder) {

  public KeyOrder {
    byteOrder = List.copyOf(byteOrder);
  }

  /** Whether both ends' indexes have this order, so that a range is found without the others. */
  public boolean byIndex() {
    return ranges && !byteOrder.contains(true);
  }

  /** Rows of the table are grouped by hash. */
  static KeyOrder none() {
    return new KeyOrder(false, List.of());
  }

  /** The order for two keys with the same column names. */
  static KeyOrder of(List<KeyColumn> source, List<KeyColumn> target, boolean bothUtf8) {
    List<Boolean> byteOrder = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      KeyColumn one = source.get(i);
      KeyColumn other = target.get(i);
      boolean native_ = one.sortsAs(other);
      if (!one.builtIn() || !other.builtIn() || (!native_ && !bothUtf8)) {
        return none();
      }
      byteOrder.add(!native_);
    }
    return new KeyOrder(!byteOrder.isEmpty(), byteOrder);
  }
}
