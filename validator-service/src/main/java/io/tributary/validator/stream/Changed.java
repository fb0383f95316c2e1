package io.tributary.validator.stream;

import java.util.Map;
import java.util.Set;

/**
 * What changed in one table since some offset.
 *
 * @param beyondKeys whether something changed that no key stands for: too many, a truncate, or a
 *     record without key
 * @param keys the changed keys; not all of them when {@code beyondKeys}
 */
public record Changed(boolean beyondKeys, Set<Map<String, String>> keys) {

  /** Whether nothing changed. */
  public boolean nothing() {
    return !beyondKeys && keys.isEmpty();
  }
}
