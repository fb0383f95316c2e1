package io.tributary.validator.changes;

import io.tributary.common.model.TableName;
import java.util.Map;

/**
 * The row, or the table, that one record of a change topic is about.
 *
 * @param table the source's table
 * @param key key column to value as text; empty when the record does not tell (no key, truncate)
 */
public record TouchedRow(TableName table, Map<String, String> key) {

  /** A notice that tables got other definitions, which can give all their rows other values. */
  public static final TouchedRow EVERY_TABLE = new TouchedRow(new TableName("", ""), Map.of());
}
