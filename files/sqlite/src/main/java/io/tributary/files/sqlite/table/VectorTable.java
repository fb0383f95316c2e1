package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.table.VectorColumn.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A virtual table of sqlite-vec's module vec0 and the tables that keep its rows. The module need
 * not be there, and the virtual table itself is never opened.
 *
 * @param name the virtual table
 * @param declaration its columns
 * @param rowids the table with one row for each of its rows, keyed as the virtual table is
 */
public record VectorTable(String name, VectorDeclaration declaration, CaptureTable rowids) {
  /** The name of the key where none is declared. */
  static final String ROWID = "rowid";

  static final String ROWIDS = "_rowids";
  static final String CHUNKS = "_chunks";
  static final String AUXILIARY = "_auxiliary";
  static final String VECTORS = "_vector_chunks";
  static final String METADATA = "_metadatachunks";
  public static final String TEXTS = "_metadatatext";

  /** The columns of tables other than those of texts that the module writes without a statement. */
  public static final Set<String> WRITTEN_IN_PLACE =
      Set.of("validity", "rowids", "vectors", "data");

  /** What the key is called in the table of rows. */
  static String keptAs(VectorDeclaration declaration) {
    return declaration.key().filter(VectorColumn::text).isPresent() ? "id" : ROWID;
  }

  /** The columns that the tables beside it must have, by table. */
  public static Map<String, List<String>> layout(String name, VectorDeclaration declaration) {
    Map<String, List<String>> layout = new TreeMap<>();
    layout.put(name + ROWIDS, List.of("rowid", "id", "chunk_id", "chunk_offset"));
    List<String> chunks = new ArrayList<>(List.of("chunk_id", "size"));
    declaration.of(Part.PARTITION).forEach(column -> chunks.add(column.numbered("partition")));
    chunks.addAll(List.of("validity", "rowids"));
    layout.put(name + CHUNKS, chunks);
    List<String> values = new ArrayList<>();
    declaration.of(Part.AUXILIARY).forEach(column -> values.add(column.numbered("value")));
    if (!values.isEmpty()) {
      values.add(0, "rowid");
      layout.put(name + AUXILIARY, values);
    }
    for (VectorColumn column : declaration.of(Part.VECTOR)) {
      layout.put(name + column.numbered(VECTORS), List.of("rowid", "vectors"));
    }
    for (VectorColumn column : declaration.of(Part.METADATA)) {
      layout.put(name + column.numbered(METADATA), List.of("rowid", "data"));
      if (column.text()) {
        layout.put(name + column.numbered(TEXTS), List.of("rowid", "data"));
      }
    }
    return layout;
  }

  /** The columns of its rows. */
  List<CaptureColumn> columns() {
    List<CaptureColumn> columns = new ArrayList<>();
    if (declaration.key().isEmpty()) {
      columns.add(new CaptureColumn(ROWID, "INTEGER", TypeAffinity.INTEGER, true, 1, false));
    }
    declaration.carried().forEach(column -> columns.add(column.carried()));
    return columns;
  }

  /** What its rows are sent by. */
  CaptureKey key() {
    String column = declaration.key().map(VectorColumn::name).orElse(ROWID);
    return new CaptureKey(List.of(column), rowids.key().kind(), true, false);
  }
}
