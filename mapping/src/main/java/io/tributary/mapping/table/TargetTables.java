package io.tributary.mapping.table;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.words.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that the operator's DDL made in one schema.
 *
 * @param columns by table, in order
 */
record TargetTables(Map<String, List<TargetColumn>> columns) {

  static TargetTables of(String schema, List<TargetColumn> all) {
    Map<String, List<TargetColumn>> columns = new LinkedHashMap<>();
    all.stream()
        .filter(column -> column.table().schema().equals(schema))
        .forEach(
            column ->
                columns.computeIfAbsent(column.table().name(), t -> new ArrayList<>()).add(column));
    return new TargetTables(columns);
  }

  /** The table of that name, else the only one whose name differs by upper and lower case. */
  Optional<String> table(String name) {
    return alike(name, List.copyOf(columns.keySet()));
  }

  /** The columns of a table, in order. */
  List<TargetColumn> of(String table) {
    return columns.getOrDefault(table, List.of());
  }

  /** The column of that name in a table, found alike. */
  Optional<TargetColumn> column(String table, String name) {
    List<TargetColumn> all = of(table);
    return alike(name, all.stream().map(TargetColumn::name).toList())
        .flatMap(found -> all.stream().filter(c -> c.name().equals(found)).findFirst());
  }

  /** What somebody may have meant, as the end of a sentence. */
  static String meant(String name, List<String> names) {
    return NearestWord.to(name, names).map(near -> " (did you mean " + near + "?)").orElse("");
  }

  private static Optional<String> alike(String name, List<String> names) {
    if (names.contains(name)) {
      return Optional.of(name);
    }
    List<String> alike = names.stream().filter(name::equalsIgnoreCase).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }
}
