package io.tributary.common.plan;

import java.util.Map;

/**
 * What the operator declares about one table.
 *
 * @param to its name in the target; null to keep the name
 * @param columns rules by column of the source, or of the target for constants
 */
public record TableRule(String to, Map<String, ColumnRule> columns) {
  /** Nothing declared. */
  public static final TableRule NONE = new TableRule(null, Map.of());

  public TableRule {
    columns = columns == null ? Map.of() : Map.copyOf(columns);
  }

  /** The rule of a column. */
  public ColumnRule column(String name) {
    return columns.getOrDefault(name, ColumnRule.NONE);
  }
}
