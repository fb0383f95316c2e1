package io.tributary.validator.source.sqlite.file;

import io.tributary.common.change.RowImage;
import java.util.List;

/**
 * A row of a table in the file.
 *
 * @param place its place in the order of a scan
 * @param key the texts of its key as the change topic spells them
 * @param row the columns that are mapped, as they travel on the change topic
 * @param size characters of all values
 */
public record FileRow(List<StoredValue> place, List<String> key, RowImage row, long size) {

  /** The row with these values of a table's columns. */
  public static FileRow of(
      List<StoredValue> place, List<String> key, RowColumns columns, List<StoredValue> cells) {
    long size = 0;
    for (StoredValue cell : cells) {
      size += cell.text() == null ? 0 : cell.text().length();
    }
    return new FileRow(place, key, columns.image(cells), size);
  }
}
