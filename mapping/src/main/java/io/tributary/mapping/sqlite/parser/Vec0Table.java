package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.parser.Vec0Column.Role;
import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.schema.VirtualTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
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
 * @param chunkSize how many rows a chunk has room for
 */
public record Vec0Table(String name, List<Vec0Column> declared, int chunkSize) {
  /** What the key is called when none is declared. */
  public static final String ROWID = "rowid";

  /** The end of the name of the table with the place of each row. */
  public static final String ROWIDS = "_rowids";

  /** That of the table with the size of each chunk and what its rows share. */
  public static final String CHUNKS = "_chunks";

  /** That of the table with what is kept row by row. */
  public static final String AUXILIARY = "_auxiliary";

  /** The beginning of that of a column's vectors. */
  public static final String VECTORS = "_vector_chunks";

  /** The beginning of that of a column's numbers and short texts. */
  public static final String METADATA = "_metadatachunks";

  /** The beginning of that of a column's long texts. */
  public static final String TEXTS = "_metadatatext";

  private static final String MODULE = "vec0";
  private static final String OPTIONAL = "sequence_id";

  /**
   * Reads its statement.
   *
   * @return empty when it is not one of vec0
   * @throws SqliteSyntaxException naming what is not known of its declaration
   */
  public static Optional<Vec0Table> parse(String sql) {
    VirtualTable table = VirtualTable.parse(sql);
    return table.module().equals(MODULE)
        ? Optional.of(Vec0Declaration.of(sql).table(table.name()))
        : Optional.empty();
  }

  /** The table that has one row for each row, with its key and its place. */
  public String rowids() {
    return name + ROWIDS;
  }

  /** The declared key; empty where it is the rowid without a name. */
  public Optional<Vec0Column> key() {
    return declared.stream().filter(column -> column.role() == Role.KEY).findFirst();
  }

  /** The other columns, in declared order. */
  public List<Vec0Column> values() {
    return declared.stream().filter(column -> column.role() != Role.KEY).toList();
  }

  /** The table as one whose rows move: the key comes first, as the module has it. */
  SqliteTable table() {
    List<SqliteColumn> columns = new ArrayList<>();
    Vec0Column key = key().orElse(new Vec0Column(ROWID, Role.KEY, "integer", 0, 0));
    boolean text = key.text();
    // Exactly INTEGER, however it is declared: it is the rowid.
    columns.add(
        text ? key.column() : new Vec0Column(key.name(), Role.KEY, "integer", 0, 0).column());
    values().forEach(column -> columns.add(column.column()));
    return new SqliteTable(
        name,
        List.copyOf(columns),
        new SqliteKey(null, List.of(IndexedPart.of(key.name())), !text),
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

  /** The columns of the tables beside it, but for one that not every version has, by table. */
  public Map<String, List<String>> layout() {
    Map<String, List<String>> layout = new TreeMap<>();
    layout.put(rowids(), List.of("rowid", "id", "chunk_id", "chunk_offset"));
    List<String> chunks = new ArrayList<>(List.of("chunk_id", "size"));
    of(Role.PARTITION).forEach(column -> chunks.add(column.numbered("partition")));
    chunks.addAll(List.of("validity", "rowids"));
    layout.put(name + CHUNKS, chunks);
    of(Role.VECTOR)
        .forEach(c -> layout.put(name + c.numbered(VECTORS), List.of("rowid", "vectors")));
    for (Vec0Column column : of(Role.METADATA)) {
      layout.put(name + column.numbered(METADATA), List.of("rowid", "data"));
      if (column.text()) {
        layout.put(name + column.numbered(TEXTS), List.of("rowid", "data"));
      }
    }
    List<String> values = of(Role.AUXILIARY).stream().map(c -> c.numbered("value")).toList();
    if (!values.isEmpty()) {
      List<String> auxiliary = new ArrayList<>(List.of("rowid"));
      auxiliary.addAll(values);
      layout.put(name + AUXILIARY, auxiliary);
    }
    return layout;
  }

  private List<Vec0Column> of(Role role) {
    return declared.stream().filter(column -> column.role() == role).toList();
  }

  /** All that can be read among a schema's entries, by name. */
  public static Map<String, Vec0Table> in(List<MasterEntry> entries) {
    SqliteSchema schema = SqliteSchemaReader.read(virtualAndTheirs(entries), Map.of());
    Set<String> moving =
        schema.tables().stream().map(SqliteTable::name).collect(Collectors.toSet());
    Map<String, Vec0Table> found = new TreeMap<>();
    entries.stream()
        .filter(entry -> SqliteSchemaReader.isVirtual(entry) && moving.contains(entry.name()))
        .forEach(entry -> parse(entry.sql()).ifPresent(table -> found.put(entry.name(), table)));
    return found;
  }

  /** The entries of virtual tables and of the tables that belong to them. */
  public static List<MasterEntry> virtualAndTheirs(List<MasterEntry> entries) {
    List<VirtualTable> virtual =
        entries.stream()
            .filter(SqliteSchemaReader::isVirtual)
            .map(entry -> VirtualTable.parse(entry.sql()))
            .toList();
    return entries.stream()
        .filter(
            entry ->
                SqliteSchemaReader.isVirtual(entry)
                    || virtual.stream().anyMatch(table -> table.owns(entry.name())))
        .toList();
  }
}
