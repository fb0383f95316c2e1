package io.tributary.mapping.sqlite.translation;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives out names in a PostgreSQL schema. There, tables, indexes, keys and views share one set of
 * names of at most 63 bytes; in SQLite constraints of two tables may have the same name.
 */
final class RelationNames {
  private static final int MOST_BYTES = 63;
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private final Set<String> used = new HashSet<>();

  /** A name for a relation, the wanted one if possible. */
  String relation(String wanted) {
    String name = shortened(wanted, "");
    for (int i = 2; !used.add(name); i++) {
      name = shortened(wanted, "_" + i);
    }
    return name;
  }

  /** Keeps a name free that PostgreSQL itself may choose. */
  void reserve(String name) {
    used.add(name);
  }

  /**
   * A name for a column; the other columns of its table are in {@code taken}, and it joins them.
   */
  static String column(String wanted, Set<String> taken) {
    String name = SYSTEM_COLUMNS.contains(wanted) ? wanted + "_" : shortened(wanted, "");
    for (int i = 2; !taken.add(name); i++) {
      name = shortened(wanted, "_" + i);
    }
    return name;
  }

  private static String shortened(String wanted, String end) {
    String start = wanted;
    while ((start + end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
    }
    return start + end;
  }
}
