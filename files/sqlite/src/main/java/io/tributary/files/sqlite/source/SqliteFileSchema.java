package io.tributary.files.sqlite.source;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a file declares, without what the connector and the fence have put into it. */
public final class SqliteFileSchema {
  private static final String ENTRIES =
      """
      SELECT type, name, tbl_name, sql FROM sqlite_master
       WHERE name NOT LIKE '\\_tributary\\_%' ESCAPE '\\'
         AND tbl_name NOT LIKE '\\_tributary\\_%' ESCAPE '\\' ORDER BY rowid""";
  private static final String HAS_SEQUENCES =
      "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'";
  private static final String SEQUENCES = "SELECT name, seq FROM sqlite_sequence";

  private SqliteFileSchema() {}

  /** The rows of {@code sqlite_master} that are the application's own. */
  public static List<MasterEntry> entries(SqliteReadSession session) throws SQLException {
    return session.list(
        ENTRIES,
        row ->
            new MasterEntry(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
  }

  /** All that a mapping follows from, as far as the file says it. */
  public static MappingBasis basis(SqliteReadSession session) throws SQLException {
    List<MasterEntry> entries = entries(session);
    Map<String, Long> lastKeys = new HashMap<>(sequences(session, entries));
    Set<String> vectors = Vec0Table.in(entries).keySet();
    for (SqliteTable table : SqliteSchemaReader.read(entries, Map.of()).tables()) {
      Optional<SqliteColumn> alias = table.rowidAlias();
      // A virtual table cannot be asked; vec0 keeps sequences.
      boolean asked = !vectors.contains(table.name());
      if (alias.isPresent() && asked && !lastKeys.containsKey(table.name())) {
        highest(session, table.name(), alias.get().name())
            .ifPresent(key -> lastKeys.put(table.name(), key));
      }
    }
    return MappingBasis.ofFile(entries, lastKeys, List.of());
  }

  /** What AUTOINCREMENT has given out, by table; for a vec0 table, to the table of its rows. */
  public static Map<String, Long> sequences(SqliteReadSession session) throws SQLException {
    return sequences(session, entries(session));
  }

  private static Map<String, Long> sequences(SqliteReadSession session, List<MasterEntry> entries)
      throws SQLException {
    Map<String, Long> keys = new HashMap<>();
    if (session.number(HAS_SEQUENCES).isPresent()) {
      session.list(SEQUENCES, row -> keys.put(row.getString(1), row.getLong(2)));
    }
    for (Vec0Table table : Vec0Table.in(entries).values()) {
      Long last = keys.get(table.rowids());
      if (last != null) {
        keys.put(table.name(), last);
      }
    }
    return keys;
  }

  /** Changes with every change of any definition. */
  public static long version(SqliteReadSession session) throws SQLException {
    return session.number("PRAGMA schema_version").orElse(0L);
  }

  private static Optional<Long> highest(SqliteReadSession session, String table, String column)
      throws SQLException {
    return session.number(
        "SELECT max(%s) FROM %s".formatted(Sql.identifier(column), Sql.identifier(table)));
  }
}
