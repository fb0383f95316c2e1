package io.tributary.validator.values;

import io.tributary.common.verdict.RowDifference;
import io.tributary.validator.values.DifferingRow.ColumnValues;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts what both ends have of a row beside each other. Pure.
 *
 * @param columns their names
 */
record RowComparison(List<String> columns) {

  /**
   * One end's reading of a row.
   *
   * @param hashes of each column; they tell long values apart that are cut alike
   * @param texts of each column, cut; null for NULL
   */
  record RowTexts(List<@Nullable String> hashes, List<@Nullable String> texts) {}

  DifferingRow of(RowDifference known, @Nullable RowTexts source, @Nullable RowTexts target) {
    List<ColumnValues> values =
        IntStream.range(0, columns.size())
            .filter(i -> differs(i, source, target))
            .mapToObj(i -> new ColumnValues(columns.get(i), text(source, i), text(target, i)))
            .toList();
    return new DifferingRow(known.key(), source != null, target != null, values);
  }

  private static boolean differs(int column, @Nullable RowTexts one, @Nullable RowTexts other) {
    if (one == null || other == null) {
      return one != other;
    }
    return !Objects.equals(one.hashes().get(column), other.hashes().get(column));
  }

  private static @Nullable String text(@Nullable RowTexts row, int column) {
    return row == null ? null : row.texts().get(column);
  }
}
