package io.tributary.mapping.sqlite.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parser reads from a declaration is what SQLite itself says about the table. */
class ParserOracleIT {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent-platform/legacy.sql",
        "stoic-emperor/legacy.sql",
        "pensieve.sql",
        "chinook.sql",
        "awkward.sql"
      })
  void readsWhatSqliteReads(String resource) {
    // given
    SqliteProgram sqlite = SqliteProgram.in(directory).load(resource);

    // when
    SqliteSchema schema = sqlite.schema();

    // then
    assertThat(schema.tables()).isNotEmpty();
    for (SqliteTable table : schema.tables()) {
      assertThat(columns(table)).as(table.name()).isEqualTo(sqliteColumns(sqlite, table.name()));
      assertThat(foreignKeys(table))
          .as(table.name())
          .containsExactlyInAnyOrderElementsOf(sqliteForeignKeys(sqlite, table.name()));
      assertThat(table.uniques().size() + ownIndexes(schema, table))
          .as(table.name())
          .isGreaterThanOrEqualTo(
              sqlite
                  .rows(
                      "SELECT 1 FROM pragma_index_list("
                          + literal(table.name())
                          + ") WHERE origin <> 'pk'")
                  .size());
    }
  }

  private static long ownIndexes(SqliteSchema schema, SqliteTable table) {
    return schema.indexes().stream()
        .filter(index -> index.table().equalsIgnoreCase(table.name()))
        .count();
  }

  private static List<String> columns(SqliteTable table) {
    List<String> columns = new ArrayList<>();
    for (SqliteColumn column : table.columns()) {
      int key = table.keyColumns().indexOf(column.name()) + 1;
      int hidden = column.generated() == null ? 0 : column.generated().stored() ? 3 : 2;
      String type = column.type().text().toUpperCase(Locale.ROOT).replace(" ", "");
      boolean notNull =
          column.notNull()
              || key > 0
                  && (table.withoutRowid() || table.strict() && table.rowidAlias().isEmpty());
      columns.add(
          column.name()
              + "|"
              + type
              + "|"
              + notNull
              + "|"
              + key
              + "|"
              + hidden
              + "|"
              + (column.defaultText() != null));
    }
    return columns;
  }

  private static List<String> sqliteColumns(SqliteProgram sqlite, String table) {
    List<String> columns = new ArrayList<>();
    for (JsonNode row :
        sqlite.rows("SELECT * FROM pragma_table_xinfo(" + literal(table) + ") ORDER BY cid")) {
      String type =
          row.get("type")
              .asText()
              .toUpperCase(Locale.ROOT)
              .replace("GENERATED ALWAYS", "")
              .replace(" ", "");
      columns.add(
          row.get("name").asText()
              + "|"
              + type
              + "|"
              + (row.get("notnull").asInt() == 1)
              + "|"
              + row.get("pk").asInt()
              + "|"
              + row.get("hidden").asInt()
              + "|"
              + !row.get("dflt_value").isNull());
    }
    return columns;
  }

  private static List<String> foreignKeys(SqliteTable table) {
    List<String> keys = new ArrayList<>();
    for (SqliteForeignKey key : table.foreignKeys()) {
      for (int i = 0; i < key.columns().size(); i++) {
        String to = key.parentColumns().isEmpty() ? "null" : key.parentColumns().get(i);
        keys.add(
            key.columns().get(i)
                + ">"
                + key.parent()
                + "."
                + to
                + "|"
                + key.onDelete()
                + "|"
                + key.onUpdate());
      }
    }
    return keys;
  }

  private static List<String> sqliteForeignKeys(SqliteProgram sqlite, String table) {
    List<String> keys = new ArrayList<>();
    for (JsonNode row :
        sqlite.rows("SELECT * FROM pragma_foreign_key_list(" + literal(table) + ")")) {
      keys.add(
          row.get("from").asText()
              + ">"
              + row.get("table").asText()
              + "."
              + row.get("to").asText()
              + "|"
              + row.get("on_delete").asText()
              + "|"
              + row.get("on_update").asText());
    }
    return keys;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
