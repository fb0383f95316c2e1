package io.tributary.common.mapping;

import io.tributary.common.convert.Outcome;
import io.tributary.common.convert.Stored;
import java.util.List;

/**
 * The conversion of {@link RowConversion} for rows whose values are at hand as they are stored, so
 * that they need not be spelled and read again. Thread-safe.
 */
public final class StoredRowConversion {
  private final ColumnMapping[] columns;
  private final int[] places;
  private final String[] constants;
  private final List<String> targetColumns;

  /**
   * The conversion of a table.
   *
   * @param given the columns of the source in the order of the rows that will come
   */
  public StoredRowConversion(TableMapping mapping, List<String> given) {
    this.columns = mapping.columns().toArray(ColumnMapping[]::new);
    this.places = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      places[i] = given.indexOf(columns[i].source());
    }
    this.targetColumns = RowConversion.targetColumns(mapping);
    this.constants =
        targetColumns.subList(columns.length, targetColumns.size()).stream()
            .map(mapping.constants()::get)
            .toArray(String[]::new);
  }

  /** The columns of the target, in the order of the literals. */
  public List<String> targetColumns() {
    return targetColumns;
  }

  /**
   * Converts a row.
   *
   * @param row its values
   * @param literals takes the literals, as many as there are columns of the target
   * @return whether there are all; if not, {@link RowConversion} says why
   */
  public boolean convert(Stored[] row, String[] literals) {
    for (int i = 0; i < columns.length; i++) {
      Stored value = places[i] < 0 ? Stored.NULL : row[places[i]];
      if (!(columns[i].conversion().convert(value) instanceof Outcome.Converted converted)) {
        return false;
      }
      literals[i] = converted.literal();
    }
    System.arraycopy(constants, 0, literals, columns.length, constants.length);
    return true;
  }
}
