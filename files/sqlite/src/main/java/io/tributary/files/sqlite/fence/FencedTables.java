package io.tributary.files.sqlite.fence;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.CaptureTableReader;
import io.tributary.files.sqlite.table.TableNames;
import io.tributary.files.sqlite.table.VectorTable;
import io.tributary.files.sqlite.table.VectorTables;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What has to refuse writes so that a table does: itself, or for a vec0 table the tables that keep
 * its rows, whose BLOBs the module writes in place.
 *
 * @param parts by table, the tables that need triggers
 * @param blobs by table, the columns that need an index
 */
record FencedTables(Map<String, List<String>> parts, Map<String, List<Blob>> blobs) {

  /** A column whose BLOBs are written in place. */
  record Blob(String table, String column) {}

  static FencedTables of(SqliteSession sqlite, Collection<String> tables) throws SQLException {
    Map<String, List<String>> parts = new HashMap<>();
    Map<String, List<Blob>> blobs = new HashMap<>();
    tables.forEach(table -> parts.put(table, List.of(table)));
    CaptureTableReader schema = new CaptureTableReader(sqlite);
    VectorTables vectors = new VectorTables(sqlite, schema);
    for (TableNames.Declared declared : schema.names().vectors()) {
      if (parts.containsKey(declared.name())) {
        CaptureTable table = vectors.table(declared);
        Map<String, List<String>> layout = table.vectors().orElseThrow().declared().layout();
        parts.put(table.name(), List.copyOf(layout.keySet()));
        blobs.put(table.name(), written(layout));
      }
    }
    return new FencedTables(parts, blobs);
  }

  private static List<Blob> written(Map<String, List<String>> layout) {
    List<Blob> blobs = new ArrayList<>();
    layout.forEach(
        (table, columns) -> {
          if (!table.contains(Vec0Table.TEXTS)) {
            columns.stream()
                .filter(VectorTable.WRITTEN_IN_PLACE::contains)
                .forEach(column -> blobs.add(new Blob(table, column)));
          }
        });
    return blobs;
  }

  /** All tables that need triggers. */
  List<String> triggered() {
    return parts.values().stream().flatMap(List::stream).toList();
  }

  /** All columns that need an index. */
  List<Blob> indexed() {
    return blobs.values().stream().flatMap(List::stream).toList();
  }

  /** The tables that something is missing of. */
  Set<String> open(Collection<String> triggered, Collection<Blob> indexed) {
    Set<String> open = new TreeSet<>();
    parts.forEach(
        (table, needed) -> {
          if (!triggered.containsAll(needed)
              || !indexed.containsAll(blobs.getOrDefault(table, List.of()))) {
            open.add(table);
          }
        });
    return open;
  }
}
