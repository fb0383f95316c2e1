package io.tributary.common.verdict;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row that differs.
 *
 * @param key key column to value, as text; for a table without key the whole row
 * @param kind where the row is
 * @param columns the names of the columns that differ, for kind CHANGED; of a row that cannot be
 *     converted, the column that is refused
 * @param reason why the row is missing or too many, or in what its values differ, for people; null
 *     where nobody knows
 */
public record RowDifference(
    Map<String, String> key, Kind kind, List<String> columns, @Nullable String reason) {

  /** A difference without a known reason. */
  public RowDifference(Map<String, String> key, Kind kind, List<String> columns) {
    this(key, kind, columns, null);
  }

  /** Where the row is. */
  public enum Kind {
    /** The source has it, the target does not. */
    MISSING_IN_TARGET,
    /** The target has it, the source does not. */
    EXTRA_IN_TARGET,
    /** Both have it, with different values. */
    CHANGED
  }
}
