package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sorts rows into groups that one statement can write: those with the same columns present. */
final class RowGroups {
  private RowGroups() {}

  /**
   * Rows of one parameter, at most: while the target works on some, the next are made ready for it.
   */
  private static final int SLICE = 2_000;

  /**
   * Groups of rows by the columns they set, made when they are asked for; generated columns are
   * left out.
   */
  static Stream<RowsParameter> present(TargetTable table, List<RowImage> rows) {
    Map<List<String>, List<RowImage>> groups = new LinkedHashMap<>();
    List<String> last = null;
    List<RowImage> members = List.of();
    for (RowImage row : rows) {
      List<String> names = known(row);
      // Rows of a table share their names and mostly have all values.
      if (names != last) {
        members = groups.computeIfAbsent(names, columns -> new ArrayList<>());
        last = names;
      }
      members.add(row);
    }
    return groups.entrySet().stream().flatMap(group -> slices(table, group));
  }

  /** The same, with the key columns in front, whatever the rows' order is. */
  static Stream<RowsParameter> presentKeyFirst(TargetTable table, List<RowImage> rows) {
    List<RowImage> reordered = new ArrayList<>(rows.size());
    List<String> shape = null;
    List<String> columns = List.of();
    int[] places = {};
    for (RowImage row : rows) {
      if (row.columns() != shape) {
        shape = row.columns();
        columns = keyFirst(table, shape);
        places = columns.stream().mapToInt(shape::indexOf).toArray();
      }
      List<String> values = new ArrayList<>(places.length);
      for (int place : places) {
        values.add(row.values().get(place));
      }
      reordered.add(new RowImage(columns, values));
    }
    return present(table, reordered);
  }

  private static List<String> keyFirst(TargetTable table, List<String> names) {
    List<String> columns = new ArrayList<>(table.key());
    names.stream().filter(name -> !table.isKey(name)).forEach(columns::add);
    return columns;
  }

  private static Stream<RowsParameter> slices(
      TargetTable table, Map.Entry<List<String>, List<RowImage>> group) {
    List<RowImage> rows = group.getValue();
    return IntStream.iterate(0, from -> from < rows.size(), from -> from + SLICE)
        .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + SLICE)))
        .map(slice -> parameter(table, group.getKey(), slice));
  }

  private static List<String> known(RowImage row) {
    if (row.complete()) {
      return row.columns();
    }
    List<String> names = new ArrayList<>(row.columns().size());
    for (int i = 0; i < row.columns().size(); i++) {
      if (!RowImage.unchanged(row.values().get(i))) {
        names.add(row.columns().get(i));
      }
    }
    return names;
  }

  private static RowsParameter parameter(
      TargetTable table, List<String> names, List<RowImage> rows) {
    List<TargetColumn> columns =
        names.stream().map(table::column).filter(column -> !column.generated()).toList();
    RowsParameter parameter = RowsParameter.empty(columns, rows.size());
    for (int c = 0; c < columns.size(); c++) {
      fill(parameter.arrays().get(c), columns.get(c).name(), rows);
    }
    return parameter;
  }

  private static void fill(String[] array, String column, List<RowImage> rows) {
    List<String> shape = null;
    int index = -1;
    for (int r = 0; r < array.length; r++) {
      RowImage row = rows.get(r);
      if (row.columns() != shape) {
        shape = row.columns();
        index = shape.indexOf(column);
      }
      array[r] = row.values().get(index);
    }
  }
}
