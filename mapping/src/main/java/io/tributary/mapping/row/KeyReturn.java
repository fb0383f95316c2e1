package io.tributary.mapping.row;

import io.tributary.common.model.TableName;
import java.util.Optional;

/**
 * What is known of keys beside their conversions: the map of keys, which is kept on the way out for
 * every table whose keys may meet ({@code tributary.key_map}).
 */
public interface KeyReturn {
  /** No key has been kept. */
  KeyReturn NONE = (table, targetKey) -> Optional.empty();

  /**
   * The key of the source that has become a key of the target; empty when the map does not have it,
   * because its row was born at the target.
   *
   * @param table the table of the source, {@code source_table} of the map
   * @param targetKey as the map keeps it, {@code target_key}
   * @return as the map keeps it, {@code source_key}
   */
  Optional<String> original(TableName table, String targetKey);
}
