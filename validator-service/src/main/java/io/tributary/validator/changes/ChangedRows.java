package io.tributary.validator.changes;

import java.util.Map;
import java.util.Set;

/**
 * The rows of one table that changed since an offset of the change topic.
 *
 * @param beyondKeys whether something changed that no key stands for: too many, a truncate, or a
 *     record without key
 * @param keys the changed keys; not all of them when {@code beyondKeys}
 */
public record ChangedRows(boolean beyondKeys, Set<Map<String, String>> keys) {

  /** Whether nothing changed. */
  public boolean nothing() {
    return !beyondKeys && keys.isEmpty();
  }
}
