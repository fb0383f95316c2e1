package io.tributary.mapping.row;

import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.List;

/**
 * Converts rows whose values are at hand as they are stored, as {@link RowConversion} converts
 * those that the topic spells. Thread-safe.
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
  public boolean convert(SourceValue[] row, String[] literals) {
    for (int i = 0; i < columns.length; i++) {
      SourceValue value = places[i] < 0 ? SourceValue.NULL : row[places[i]];
      if (!(columns[i].conversion().convert(value)
          instanceof ConversionOutcome.Converted converted)) {
        return false;
      }
      literals[i] = converted.literal();
    }
    System.arraycopy(constants, 0, literals, columns.length, constants.length);
    return true;
  }
}
