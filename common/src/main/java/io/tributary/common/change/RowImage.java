package io.tributary.common.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns and their values as PostgreSQL text literals. Immutable.
 *
 * @param columns names in the record's order; shared between the rows of a table
 * @param values one per column: a literal, null, or {@link #UNCHANGED}
 * @param storageClasses of a SQLite row: by column, the storage class of a value where the column's
 *     affinity does not say it; empty for every other row
 */
public record RowImage(
    List<String> columns, List<@Nullable String> values, Map<String, String> storageClasses) {

  /** A row whose values say themselves what they are. */
  public RowImage(List<String> columns, List<@Nullable String> values) {
    this(columns, values, Map.of());
  }

  /**
   * Stands for a value that the source did not send because an update left it alone (TOAST). It can
   * be told from every real value: PostgreSQL text never contains a zero character.
   */
  public static final String UNCHANGED = "\u0000unchanged";

  /** Whether the row says anything about the column. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /** The column's value; null also when the row does not have the column. */
  public @Nullable String value(String column) {
    int index = columns.indexOf(column);
    return index < 0 ? null : values.get(index);
  }

  /** Whether every value is known. */
  public boolean complete() {
    return !values.contains(UNCHANGED);
  }

  /**
   * This row with its unchanged values taken from another one, where that has them. A null there
   * means that it was not sent: a value that is left out of an update is never null.
   */
  public RowImage filledFrom(RowImage other) {
    if (complete()) {
      return this;
    }
    List<@Nullable String> filled = new ArrayList<>(values);
    for (int i = 0; i < filled.size(); i++) {
      if (UNCHANGED.equals(filled.get(i))) {
        String known = other.value(columns.get(i));
        filled.set(i, known == null ? UNCHANGED : known);
      }
    }
    return new RowImage(columns, filled, storageClasses);
  }

  /** Whether a value stands for one that the source did not send. */
  public static boolean unchanged(@Nullable String value) {
    return UNCHANGED.equals(value);
  }
}
