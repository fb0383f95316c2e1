package io.tributary.checks.sample;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key of a row for people. Pure. */
public final class RowKeyText {
  private static final int SHOWN = 60;

  private RowKeyText() {}

  /** The key of a row of the source. */
  public static String of(TableMapping table, RowImage row) {
    return of(table.key(), row);
  }

  /** Some columns of a row. */
  public static String of(List<String> columns, RowImage row) {
    return columns.stream()
        .map(column -> column + " = " + shown(row.value(column)))
        .collect(Collectors.joining(", "));
  }

  private static String shown(@Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    int points = value.codePointCount(0, value.length());
    return points <= SHOWN ? value : value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
