package io.tributary.common.sqlite;

import io.tributary.common.sqlite.VectorColumn.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A virtual table of sqlite-vec's module vec0, with what is known of the tables that keep its rows.
 *
 * @param name its name
 * @param declared its columns as declared
 */
public record VectorTable(String name, List<VectorColumn> declared) {
  /** What the key is called when none is declared. */
  public static final String ROWID = "rowid";

  private static final String MODULE = "vec0";
  private static final String OPTIONAL = "sequence_id";

  /**
   * Reads its statement.
   *
   * @return empty when it is not one of vec0
   * @throws SqliteSyntaxException naming what is not known of its declaration
   */
  public static Optional<VectorTable> parse(String sql) {
    VirtualTable table = VirtualTable.parse(sql);
    return table.module().equals(MODULE)
        ? Optional.of(new VectorTable(table.name(), VectorDeclaration.columns(sql)))
        : Optional.empty();
  }

  /** The table that has one row for each row, with its key and its place. */
  public String rowids() {
    return name + "_rowids";
  }

  /** The declared key; empty where it is the rowid without a name. */
  public Optional<VectorColumn> key() {
    return declared.stream().filter(column -> column.role() == Role.KEY).findFirst();
  }

  /** The table as one whose rows move: the key comes first, as the module has it. */
  SqliteTable table() {
    List<SqliteColumn> columns = new ArrayList<>();
    VectorColumn key = key().orElse(new VectorColumn(ROWID, Role.KEY, "integer", 0, 0));
    boolean text = key.type().equals("text");
    // Exactly INTEGER, however it is declared: it is the rowid.
    columns.add(
        text ? key.column() : new VectorColumn(key.name(), Role.KEY, "integer", 0, 0).column());
    declared.stream()
        .filter(column -> column.role() != Role.KEY)
        .forEach(column -> columns.add(column.column()));
    return new SqliteTable(
        name,
        List.copyOf(columns),
        new SqliteKey(null, List.of(new IndexedPart(key.name(), null, false)), !text),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        false,
        false);
  }

  /**
   * Holds the tables that keep the rows against what is known of them.
   *
   * @param statements of all tables, by name
   * @throws SqliteSyntaxException naming the first that is another
   */
  void requireLayout(Map<String, String> statements) {
    layout()
        .forEach(
            (table, wanted) -> {
              String sql = statements.get(table);
              List<String> present =
                  sql == null
                      ? List.of()
                      : TableParser.parse(sql).columns().stream()
                          .map(SqliteColumn::name)
                          .filter(column -> !column.equals(OPTIONAL))
                          .toList();
              if (!present.equals(wanted)) {
                throw new SqliteSyntaxException(
                    "its table "
                        + table
                        + (sql == null ? " is missing" : " has the columns " + present));
              }
            });
  }

  private Map<String, List<String>> layout() {
    Map<String, List<String>> layout = new TreeMap<>();
    layout.put(rowids(), List.of("rowid", "id", "chunk_id", "chunk_offset"));
    List<String> chunks = new ArrayList<>(List.of("chunk_id", "size"));
    of(Role.PARTITION).forEach(column -> chunks.add(column.numbered("partition")));
    chunks.addAll(List.of("validity", "rowids"));
    layout.put(name + "_chunks", chunks);
    of(Role.VECTOR)
        .forEach(c -> layout.put(name + c.numbered("_vector_chunks"), List.of("rowid", "vectors")));
    for (VectorColumn column : of(Role.METADATA)) {
      layout.put(name + column.numbered("_metadatachunks"), List.of("rowid", "data"));
      if (column.type().equals("text")) {
        layout.put(name + column.numbered("_metadatatext"), List.of("rowid", "data"));
      }
    }
    List<String> values = of(Role.AUXILIARY).stream().map(c -> c.numbered("value")).toList();
    if (!values.isEmpty()) {
      List<String> auxiliary = new ArrayList<>(List.of("rowid"));
      auxiliary.addAll(values);
      layout.put(name + "_auxiliary", auxiliary);
    }
    return layout;
  }

  private List<VectorColumn> of(Role role) {
    return declared.stream().filter(column -> column.role() == role).toList();
  }

  /** All that can be read among a schema's entries, by name. */
  public static Map<String, VectorTable> in(List<MasterEntry> entries) {
    SqliteSchema schema = SchemaReader.read(virtualAndTheirs(entries), Map.of());
    Set<String> moving =
        schema.tables().stream().map(SqliteTable::name).collect(Collectors.toSet());
    Map<String, VectorTable> found = new TreeMap<>();
    entries.stream()
        .filter(entry -> SchemaReader.isVirtual(entry) && moving.contains(entry.name()))
        .forEach(entry -> parse(entry.sql()).ifPresent(table -> found.put(entry.name(), table)));
    return found;
  }

  /** The entries of virtual tables and of the tables that belong to them. */
  public static List<MasterEntry> virtualAndTheirs(List<MasterEntry> entries) {
    List<VirtualTable> virtual =
        entries.stream()
            .filter(SchemaReader::isVirtual)
            .map(entry -> VirtualTable.parse(entry.sql()))
            .toList();
    return entries.stream()
        .filter(
            entry ->
                SchemaReader.isVirtual(entry)
                    || virtual.stream().anyMatch(table -> table.owns(entry.name())))
        .toList();
  }
}
