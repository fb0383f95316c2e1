package io.tributary.mapping.sqlite.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.TributaryException;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteCheckConstraint;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.schema.VirtualTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableParserTest {
  @Test
  void readsNamesInEveryQuoting() {
    SqliteTable table =
        TableParser.parse(
            """
            CREATE TABLE "a ""b" ( -- a comment, with a ( in it
              [c d] INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `e``f` text /* , g int */,
              'h' , имя "double precision", "select" [odd type](3 , 2))""");
    assertThat(table.name()).isEqualTo("a \"b");
    assertThat(table.columns())
        .extracting(SqliteColumn::name)
        .containsExactly("c d", "e`f", "h", "имя", "select");
    assertThat(table.columns())
        .extracting(column -> column.type().name())
        .containsExactly("INTEGER", "TEXT", "", "DOUBLE PRECISION", "ODD TYPE");
    assertThat(table.columns().get(4).type().numbers()).containsExactly(3, 2);
    assertThat(table.rowidAlias()).map(SqliteColumn::name).contains("c d");
    assertThat(table.primaryKey().autoincrement()).isTrue();
  }

  @Test
  void readsEveryConstraintOfAColumn() {
    SqliteTable table =
        TableParser.parse(
            """
            CREATE TABLE IF NOT EXISTS main.t (
              a VARCHAR(20) CONSTRAINT n NOT NULL ON CONFLICT FAIL COLLATE NOCASE DEFAULT 'it''s',
              b INT NULL DEFAULT -5 CONSTRAINT c CHECK (b > 0 AND b IN (1, (2))) UNIQUE ON CONFLICT IGNORE,
              c TEXT DEFAULT (datetime('now')) REFERENCES p ON DELETE SET NULL ON UPDATE CASCADE MATCH FULL
                DEFERRABLE INITIALLY DEFERRED,
              d INT GENERATED ALWAYS AS (b * 2) STORED, e AS (b + 1), f REAL DEFAULT +1.5e3,
              g DEFAULT CURRENT_TIMESTAMP, h DEFAULT "two words", i DEFAULT x'0Aff', j DEFAULT word,
              k REFERENCES p(x) NOT DEFERRABLE INITIALLY DEFERRED) STRICT, WITHOUT ROWID;""");
    assertThat(table.columns())
        .extracting(SqliteColumn::defaultText)
        .containsExactly(
            "'it''s'",
            "-5",
            "datetime('now')",
            null,
            null,
            "+1.5e3",
            "CURRENT_TIMESTAMP",
            "'two words'",
            "x'0Aff'",
            "'word'",
            null);
    SqliteColumn first = table.columns().get(0);
    assertThat(first.notNull()).isTrue();
    assertThat(first.collation()).isEqualTo("NOCASE");
    assertThat(table.checks())
        .containsExactly(new SqliteCheckConstraint("c", "b > 0 AND b IN (1, (2))"));
    assertThat(table.uniques()).extracting(SqliteKey::columns).containsExactly(List.of("b"));
    assertThat(table.columns().get(3).generated())
        .isEqualTo(new SqliteColumn.Generated("b * 2", true));
    assertThat(table.columns().get(4).generated())
        .isEqualTo(new SqliteColumn.Generated("b + 1", false));
    assertThat(table.foreignKeys())
        .containsExactly(
            new SqliteForeignKey(null, List.of("c"), "p", List.of(), "SET NULL", "CASCADE", true),
            new SqliteForeignKey(
                null, List.of("k"), "p", List.of("x"), "NO ACTION", "NO ACTION", false));
    assertThat(table.conflictActions()).containsExactlyInAnyOrder("FAIL", "IGNORE");
    assertThat(table.strict()).isTrue();
    assertThat(table.withoutRowid()).isTrue();
  }

  @Test
  void takesAnyForNoTypeInStrictTablesOnly() {
    assertThat(TableParser.parse("CREATE TABLE t (v ANY)").columns().get(0).type().affinity())
        .isEqualTo(DeclaredType.Affinity.NUMERIC);
    SqliteColumn strict = TableParser.parse("CREATE TABLE t (v ANY) STRICT").columns().get(0);
    assertThat(strict.type().affinity()).isEqualTo(DeclaredType.Affinity.BLOB);
    assertThat(strict.type().text()).isEqualTo("ANY");
  }

  @Test
  void readsEveryConstraintOfATable() {
    SqliteTable table =
        TableParser.parse(
            """
            CREATE TABLE t (a, b, c,
              CONSTRAINT pk PRIMARY KEY (a COLLATE NOCASE DESC, "b") ON CONFLICT REPLACE
              CONSTRAINT u UNIQUE (b, c ASC), CHECK (a <> b)
              FOREIGN KEY (b, c) REFERENCES p ON DELETE RESTRICT DEFERRABLE)""");
    assertThat(table.primaryKey())
        .isEqualTo(
            new SqliteKey(
                "pk",
                List.of(
                    new IndexedPart("a", "NOCASE", true), new IndexedPart("\"b\"", null, false)),
                false));
    assertThat(table.uniques()).extracting(SqliteKey::name).containsExactly("u");
    assertThat(table.checks()).hasSize(1);
    assertThat(table.foreignKeys().get(0).columns()).containsExactly("b", "c");
    assertThat(table.foreignKeys().get(0).deferred()).isFalse();
  }

  @Test
  void tellsTheRowidFromOtherIntegerKeys() {
    assertThat(alias("CREATE TABLE t (id INTEGER PRIMARY KEY)")).isTrue();
    assertThat(alias("CREATE TABLE t (id integer, PRIMARY KEY (id))")).isTrue();
    assertThat(alias("CREATE TABLE t (id INT PRIMARY KEY)")).isFalse();
    assertThat(alias("CREATE TABLE t (id INTEGER PRIMARY KEY DESC)")).isFalse();
    assertThat(alias("CREATE TABLE t (id INTEGER PRIMARY KEY) WITHOUT ROWID")).isFalse();
    assertThat(alias("CREATE TABLE t (id INTEGER, b, PRIMARY KEY (id, b))")).isFalse();
  }

  @Test
  void namesATableThatItCannotRead() {
    MasterEntry broken = new MasterEntry("table", "odd", "odd", "CREATE TABLE odd (a, 'b)");
    assertThatThrownBy(() -> SqliteSchemaReader.read(List.of(broken), Map.of()))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("odd")
        .hasMessageContaining("not closed");
  }

  @Test
  void leavesOutVirtualTablesWithWhatBelongsToThem() {
    // given
    List<MasterEntry> entries =
        List.of(
            table("docs_content", "CREATE TABLE 'docs_content'(id INTEGER PRIMARY KEY, c0)"),
            table("docs", "CREATE VIRTUAL TABLE docs USING fts5(a, tokenize = 'simple 0')"),
            table("vec", "CREATE VIRTUAL TABLE [vec] USING vec0(e float[3])"),
            table("vec_vector_chunks00", "CREATE TABLE \"vec_vector_chunks00\"(rowid, vectors)"),
            table("sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"),
            table("docs_of_ours", "CREATE TABLE docs_of_ours(a)"),
            new MasterEntry("trigger", "tr", "docs_of_ours", "CREATE TRIGGER tr …"));

    // when
    SqliteSchema schema = SqliteSchemaReader.read(entries, Map.of());

    // then
    assertThat(schema.tables()).extracting(SqliteTable::name).containsExactly("docs_of_ours");
    assertThat(schema.remarks())
        .extracting(MappingRemark::table)
        .containsExactlyInAnyOrder("vec", "docs_content", "vec_vector_chunks00", "tr");
    assertThat(schema.searches()).extracting(FullTextTable::name).containsExactly("docs");
  }

  @Test
  void knowsTheTablesThatModulesKeepTheirRowsIn() {
    VirtualTable fts = VirtualTable.parse("CREATE VIRTUAL TABLE entities_fts USING fts5(id)");
    VirtualTable vec = VirtualTable.parse("CREATE VIRTUAL TABLE entities_vec_v2 USING vec0(e)");
    assertThat(List.of("data", "idx", "content", "docsize", "config"))
        .allMatch(suffix -> fts.owns("entities_fts_" + suffix));
    assertThat(
            List.of(
                "info",
                "chunks",
                "rowids",
                "vector_chunks00",
                "metadatachunks04",
                "metadatatext03"))
        .allMatch(suffix -> vec.owns("entities_vec_v2_" + suffix));
    assertThat(fts.owns("entities_fts_notes") || vec.owns("entities") || fts.owns("entities_fts"))
        .isFalse();
  }

  private static MasterEntry table(String name, String sql) {
    return new MasterEntry("table", name, name, sql);
  }

  private static boolean alias(String sql) {
    return TableParser.parse(sql).rowidAlias().isPresent();
  }
}
