package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Finds how a file keeps the rows of its vec0 tables. */
public final class VectorTables {
  private static final String OPTIONAL = "sequence_id";

  private final SqliteSession sqlite;
  private final CaptureTableReader schema;

  public VectorTables(SqliteSession sqlite, CaptureTableReader schema) {
    this.sqlite = sqlite;
    this.schema = schema;
  }

  /**
   * The captured table.
   *
   * @throws SqliteFailure TABLE_UNREADABLE naming what is not known of it
   */
  public CaptureTable table(TableNames.Declared declared) throws SQLException {
    try {
      Vec0Table table =
          Vec0Table.parse(declared.sql())
              .orElseThrow(() -> new SqliteSyntaxException("it is none of its"));
      StringBuilder definition = new StringBuilder(declared.sql());
      for (Map.Entry<String, List<String>> shadow : table.layout().entrySet()) {
        definition.append(";\n").append(requireColumns(shadow.getKey(), shadow.getValue()));
      }
      return CaptureTable.vec0(definition.toString(), new VectorTable(table, rowids(table)));
    } catch (SqliteSyntaxException e) {
      throw SqliteError.TABLE_UNREADABLE.failure(
          "where the virtual table "
              + declared.name()
              + " of the module vec0 keeps its rows is not known ("
              + e.getMessage()
              + "); exclude it with table.exclude.list",
          e);
    }
  }

  private CaptureTable rowids(Vec0Table vectors) throws SQLException {
    CaptureTable table = schema.table(new TableNames.Declared(vectors.rowids(), ""));
    String kept = VectorTable.keptAs(vectors);
    CaptureKey.Kind kind =
        kept.equals(Vec0Table.ROWID) ? CaptureKey.Kind.ROWID_ALIAS : CaptureKey.Kind.UNIQUE;
    return CaptureTable.ordinary(
        vectors.rowids(),
        table.definition(),
        table.columns(),
        new CaptureKey(List.of(kept), kind, true, false),
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
      throw new SqliteSyntaxException(
          "its table " + shadow + " has the columns " + present + " and not " + wanted);
    }
    return sqlite
        .text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", shadow)
        .orElse("");
  }
}
