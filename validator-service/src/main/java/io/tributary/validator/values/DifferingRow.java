package io.tributary.validator.values;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that was confirmed to differ, as both ends have it now.
 *
 * @param key as the verdict names it
 * @param atSource whether the source has the row
 * @param atTarget whether the target has it
 * @param columns those that differ now; all where one end alone has the row
 */
public record DifferingRow(
    Map<String, String> key, boolean atSource, boolean atTarget, List<ColumnValues> columns) {

  /**
   * The values of one column, as PostgreSQL prints them in the type that the target has; long ones
   * are cut, and end with an ellipsis.
   *
   * @param source null for NULL, and where the source has no such row
   * @param target the same of the target
   */
  public record ColumnValues(String column, @Nullable String source, @Nullable String target) {}
}
