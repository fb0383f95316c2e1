package io.tributary.connect.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Finds how a file keeps the rows of its vec0 tables. */
final class VectorTables {
  private static final String OPTIONAL = "sequence_id";

  private final Sqlite sqlite;
  private final SchemaReader schema;

  VectorTables(Sqlite sqlite, SchemaReader schema) {
    this.sqlite = sqlite;
    this.schema = schema;
  }

  /**
   * The captured table.
   *
   * @throws SqliteFailure TABLE_UNREADABLE naming what is not known of it
   */
  Table table(TableNames.Declared declared) throws SQLException {
    try {
      VectorDeclaration declaration = VectorDeclaration.parse(declared.sql());
      Map<String, List<String>> layout = VectorTable.layout(declared.name(), declaration);
      StringBuilder definition = new StringBuilder(declared.sql());
      for (Map.Entry<String, List<String>> shadow : layout.entrySet()) {
        definition.append(";\n").append(requireColumns(shadow.getKey(), shadow.getValue()));
      }
      VectorTable vectors =
          new VectorTable(declared.name(), declaration, rowids(declared.name(), declaration));
      return new Table(
          declared.name(),
          definition.toString(),
          vectors.columns(),
          vectors.key(),
          null,
          List.of(),
          vectors);
    } catch (IllegalArgumentException e) {
      throw SqliteError.TABLE_UNREADABLE.failure(
          "where the virtual table "
              + declared.name()
              + " of the module vec0 keeps its rows is not known ("
              + e.getMessage()
              + "); exclude it with table.exclude.list",
          e);
    }
  }

  private Table rowids(String name, VectorDeclaration declaration) throws SQLException {
    String rowids = name + VectorTable.ROWIDS;
    Table table = schema.table(new TableNames.Declared(rowids, ""));
    String kept = VectorTable.keptAs(declaration);
    Key.Kind kind = kept.equals(VectorTable.ROWID) ? Key.Kind.ROWID_ALIAS : Key.Kind.UNIQUE;
    return new Table(
        rowids,
        table.definition(),
        table.columns(),
        new Key(List.of(kept), kind, true, false),
        table.rowid(),
        table.unique());
  }

  private String requireColumns(String shadow, List<String> wanted) throws SQLException {
    List<String> present =
        sqlite.list(
            "SELECT name FROM pragma_table_info(?, 'main') WHERE name <> ? ORDER BY cid",
            row -> row.getString(1),
            shadow,
            OPTIONAL);
    if (!present.equals(wanted)) {
      throw new IllegalArgumentException(
          "its table " + shadow + " has the columns " + present + " and not " + wanted);
    }
    return sqlite
        .text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", shadow)
        .orElse("");
  }
}
