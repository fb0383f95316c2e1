package io.tributary.files.sqlite.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableNamesTest {
  @Test
  void tellsShadowTablesByTheModulesThatAreNotThere() {
    TableNames names =
        TableNames.of(
            List.of(
                table("entities", "CREATE TABLE entities (id)"),
                table(
                    "entities_fts",
                    "CREATE VIRTUAL TABLE entities_fts USING fts5(a, tokenize = 'simple')"),
                table("entities_fts_data", "CREATE TABLE 'entities_fts_data'(id)"),
                table("entities_fts_notes", "CREATE TABLE entities_fts_notes (id)"),
                table("vec", "create virtual table if not exists \"vec\" using vec0(e float[3])"),
                table("vec_vector_chunks00", "CREATE TABLE \"vec_vector_chunks00\" (rowid)"),
                table("VEC_rowids", "CREATE TABLE x (id)"),
                table("odd", "CREATE VIRTUAL TABLE odd USING nobody_knows(x)"),
                table("odd_anything", "CREATE TABLE odd_anything (id)"),
                table("sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"),
                table("_tributary_log", "CREATE TABLE _tributary_log (seq)")));
    assertThat(names.ordinary())
        .extracting("name")
        .containsExactly("entities", "entities_fts_notes");
    assertThat(names.virtual())
        .containsOnlyKeys("entities_fts", "vec", "odd")
        .containsEntry("vec", "vec0");
    assertThat(names.shadows())
        .containsOnlyKeys("entities_fts_data", "vec_vector_chunks00", "VEC_rowids", "odd_anything");
  }

  private static TableNames.Declared table(String name, String sql) {
    return new TableNames.Declared(name, sql);
  }
}
