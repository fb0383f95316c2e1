package io.tributary.validator.source.sqlite.file;

import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a table in the file.
 *
 * @param place its place in the order of a scan
 * @param key the texts of its key as the change topic spells them
 * @param row the columns that are mapped, as they travel on the change topic
 * @param size characters of all values
 */
public record FileRow(List<StoredValue> place, List<String> key, RowImage row, long size) {

  /** The row with these values of columns. */
  public static FileRow of(
      List<StoredValue> place, List<String> key, List<String> columns, List<StoredValue> cells) {
    List<String> texts = new ArrayList<>(columns.size());
    Map<String, String> classes = new LinkedHashMap<>();
    long size = 0;
    for (StoredValue cell : cells) {
      if (cell.text() != null) {
        classes.put(columns.get(texts.size()), cell.storage());
        size += cell.text().length();
      }
      texts.add(cell.text());
    }
    return new FileRow(place, key, new RowImage(columns, texts, classes), size);
  }
}
