package io.tributary.common.plan.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator declares about one table.
 *
 * @param to its name in the target; null to keep the name
 * @param columns rules by column of the source, or of the target for constants
 * @param fts what becomes of a full-text table; null when nothing is declared
 * @param existingRows what becomes of rows that its table in the target holds before; {@link
 *     ExistingRows#REFUSE} when null
 */
public record TableRule(
    @Nullable String to,
    Map<String, ColumnRule> columns,
    @Nullable FullTextSearch fts,
    ExistingRows existingRows) {
  /** Nothing declared. */
  public static final TableRule NONE = new TableRule(null, Map.of());

  public TableRule {
    columns = columns == null ? Map.of() : Map.copyOf(columns);
    existingRows = existingRows == null ? ExistingRows.REFUSE : existingRows;
  }

  /** The rule of an ordinary table, which holds nothing before. */
  public TableRule(@Nullable String to, Map<String, ColumnRule> columns) {
    this(to, columns, null, ExistingRows.REFUSE);
  }

  /** The rule of a table that holds nothing before. */
  public TableRule(
      @Nullable String to, Map<String, ColumnRule> columns, @Nullable FullTextSearch fts) {
    this(to, columns, fts, ExistingRows.REFUSE);
  }

  /** The rule of an ordinary table. */
  public TableRule(
      @Nullable String to, Map<String, ColumnRule> columns, ExistingRows existingRows) {
    this(to, columns, null, existingRows);
  }

  /** The rule of a column. */
  public ColumnRule column(String name) {
    return columns.getOrDefault(name, ColumnRule.NONE);
  }
}
