package io.tributary.cdc.apply.convert;

import io.tributary.common.change.ChangeRecord.Shape;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a SQLite table at the time when the target was made from it. Names of columns are
 * compared as SQLite does, without regard to case.
 */
final class DeclaredTable {
  private final Map<String, String> types = new LinkedHashMap<>();
  private final List<String> key;

  /**
   * A table.
   *
   * @param rowid the name of its hidden rowid where that is its key, else null
   */
  DeclaredTable(SqliteTable table, List<String> key, @Nullable String rowid) {
    this.key = key;
    table.columns().forEach(column -> types.put(lower(column.name()), column.type().text()));
    if (rowid != null) {
      types.put(lower(rowid), "INTEGER");
    }
  }

  /** What the stream describes otherwise; empty when nothing. */
  List<String> differences(Shape shape) {
    List<String> found = differences(shape.columns().stream().map(ShapeColumn::name).toList());
    for (ShapeColumn column : shape.columns()) {
      String before = types.get(lower(column.name()));
      if (before != null
          && column.declared() != null
          && !spelled(before).equals(spelled(column.declared()))) {
        found.add(
            "column %s is declared %s and was %s"
                .formatted(column.name(), shown(column.declared()), shown(before)));
      }
    }
    if (shape.key() != null && !lower(shape.key()).equals(lower(key))) {
      found.add("its rows are named by " + shape.key() + " and were by " + key);
    }
    return found;
  }

  /** What a row holds otherwise; empty when nothing. */
  List<String> differences(List<String> names) {
    List<String> found = new ArrayList<>();
    List<String> there = lower(names);
    for (int i = 0; i < there.size(); i++) {
      if (!types.containsKey(there.get(i))) {
        found.add("column " + names.get(i) + " was added");
      }
    }
    types.keySet().stream()
        .filter(name -> !there.contains(name))
        .forEach(name -> found.add("column " + name + " is gone"));
    return found;
  }

  /** SQLite writes some types in capitals and leaves blanks as they were written. */
  private static String spelled(String type) {
    return type.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ").replaceAll(" ?([(),]) ?", "$1");
  }

  private static String shown(String type) {
    return type.isEmpty() ? "without a type" : type;
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(DeclaredTable::lower).toList();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
