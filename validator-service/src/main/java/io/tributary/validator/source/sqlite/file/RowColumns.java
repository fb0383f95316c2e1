package io.tributary.validator.source.sqlite.file;

import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table's rows, and the storage classes of the row before: most rows of a table
 * have the same, and then share them. Used by one thread.
 */
public final class RowColumns {
  private final List<String> names;
  private final String[] before;
  private Map<String, String> classes = Map.of();

  /** Columns of which no row was made yet. */
  public RowColumns(List<String> names) {
    this.names = List.copyOf(names);
    this.before = new String[names.size()];
  }

  /** The row that has these values in the columns' order. */
  RowImage image(List<StoredValue> cells) {
    List<@Nullable String> texts = new ArrayList<>(cells.size());
    boolean same = true;
    for (int i = 0; i < before.length; i++) {
      StoredValue cell = cells.get(i);
      texts.add(cell.text());
      same &= cell.storage().equals(before[i]);
      before[i] = cell.storage();
    }
    if (!same) {
      classes = classes(cells);
    }
    return new RowImage(names, texts, classes);
  }

  private Map<String, String> classes(List<StoredValue> cells) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 0; i < before.length; i++) {
      if (cells.get(i).text() != null) {
        found.put(names.get(i), cells.get(i).storage());
      }
    }
    return found;
  }
}
