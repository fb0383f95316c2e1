package io.tributary.validator.changes;

import java.util.Map;
import java.util.Set;

/**
 * The rows of one table whose changes were not compared yet.
 *
 * @param beyondKeys whether something changed that no key stands for: too many, a truncate, or a
 *     record without key
 * @param touched whether anything changed since all rows were compared, also what was found equal
 *     since
 * @param keys the changed keys; not all of them when {@code beyondKeys}
 */
public record ChangedRows(boolean beyondKeys, boolean touched, Set<Map<String, String>> keys) {

  /** Rows of which none was compared. */
  public ChangedRows(boolean beyondKeys, Set<Map<String, String>> keys) {
    this(beyondKeys, beyondKeys || !keys.isEmpty(), keys);
  }

  /** Any row may have changed. */
  public static ChangedRows any() {
    return new ChangedRows(true, Set.of());
  }

  /** Whether nothing changed. */
  public boolean nothing() {
    return !touched;
  }
}
