package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.mapping.sqlite.schema.VirtualTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of a file by what they are. Shadow tables are told by their names, because the module
 * of a virtual table need not be there.
 *
 * @param ordinary those that can be captured
 * @param virtual name to module
 * @param shadows name of a shadow table to the virtual table that keeps its content in it
 * @param vectors the virtual tables of vec0
 */
public record TableNames(
    List<Declared> ordinary,
    Map<String, String> virtual,
    Map<String, String> shadows,
    List<Declared> vectors) {
  private static final String VEC0 = "vec0";
  private static final Pattern VIRTUAL =
      Pattern.compile("(?is)^\\s*create\\s+virtual\\s+table\\b.*?\\busing\\s+\"?(\\w+)");

  /** A table and the text that made it. */
  public record Declared(String name, String sql) {}

  static TableNames of(List<Declared> tables) {
    Map<String, String> virtual = new LinkedHashMap<>();
    for (Declared table : tables) {
      Matcher matcher = VIRTUAL.matcher(String.valueOf(table.sql()));
      if (matcher.find()) {
        virtual.put(table.name(), matcher.group(1).toLowerCase(Locale.ROOT));
      }
    }
    List<Declared> ordinary = new ArrayList<>();
    Map<String, String> shadows = new LinkedHashMap<>();
    for (Declared table : tables) {
      if (virtual.containsKey(table.name()) || SqliteNames.reserved(table.name())) {
        continue;
      }
      shadowed(table.name(), virtual)
          .ifPresentOrElse(owner -> shadows.put(table.name(), owner), () -> ordinary.add(table));
    }
    List<Declared> vectors =
        tables.stream().filter(table -> VEC0.equals(virtual.get(table.name()))).toList();
    return new TableNames(ordinary, virtual, shadows, vectors);
  }

  /** The modules of others may name their tables as they like, so every suffix counts for them. */
  private static Optional<String> shadowed(String name, Map<String, String> virtual) {
    return virtual.entrySet().stream()
        .filter(owner -> new VirtualTable(owner.getKey(), owner.getValue()).mayOwn(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
