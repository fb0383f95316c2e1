package io.tributary.mapping.sqlite.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What full-text tables of fts5 become finds what they found, and refuses no row. */
class FullTextSearchIT {
  private static final List<String> WORDS =
      List.of(
          "river", "rivers", "Delta", "flow", "flowing", "tributary", "basin", "estuary", "2026");

  @TempDir Path directory;
  private Connection postgres;
  private Statement statement;

  @BeforeEach
  void connect() throws SQLException {
    postgres = PostgresFixture.target().connect("postgres");
    statement = postgres.createStatement();
    statement.execute("DROP SCHEMA IF EXISTS searched CASCADE");
  }

  @AfterEach
  void close() throws SQLException {
    statement.execute("DROP SCHEMA IF EXISTS searched CASCADE");
    postgres.close();
  }

  @Test
  void findsTheSameRowsAsMatch() throws SQLException {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    Random random = new Random(seed);
    SqliteProgram sqlite = SqliteProgram.in(directory);
    sqlite.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body VARCHAR(9000), tag TEXT);"
            + "CREATE VIRTUAL TABLE docs_fts USING fts5(title, body, tag UNINDEXED,"
            + " content='docs', content_rowid='id', prefix='2 3');"
            + "CREATE VIRTUAL TABLE stems USING fts5(body, content=docs, content_rowid=id,"
            + " tokenize='porter unicode61 remove_diacritics 1')");
    for (int id = 1; id <= 80; id++) {
      sqlite.run(
          "INSERT INTO docs VALUES (%d, %s, %s, 'river');"
              .formatted(id, text(random, 2), text(random, 6)));
    }
    sqlite.run(
        "INSERT INTO docs_fts(docs_fts) VALUES ('rebuild'); INSERT INTO stems(stems) VALUES"
            + " ('rebuild')");
    DerivedSchema plan =
        DerivedSchemaPlanner.plan(sqlite.schema(), SchemaChoices.usual("searched"));

    // when
    make(plan.preData());
    for (JsonNode row : sqlite.rows("SELECT * FROM docs")) {
      insert(row.get("id").asInt(), row.get("title").asText(), row.get("body").asText());
    }
    make(plan.postData());

    // then
    for (String word : WORDS) {
      assertThat(found("docs_fts @@ to_tsquery('simple', '" + word + "')"))
          .as(word + ", seed " + seed)
          .isEqualTo(matched(sqlite, "docs_fts", word));
      assertThat(found("docs_fts @@ to_tsquery('simple', '" + word + ":A')"))
          .as(word + " in the title, seed " + seed)
          .isEqualTo(matched(sqlite, "docs_fts", "title:" + word));
      assertThat(found("stems @@ websearch_to_tsquery('english', '" + word + "')"))
          .as(word + " by its stem, seed " + seed)
          .isEqualTo(matched(sqlite, "stems", word));
    }
    assertThat(found("docs_fts @@ to_tsquery('simple', 'tri:*')"))
        .isEqualTo(matched(sqlite, "docs_fts", "tri*"));
    assertThat(found("docs_fts @@ websearch_to_tsquery('simple', '\"river delta\" -flow')"))
        .isEqualTo(matched(sqlite, "docs_fts", "\"river delta\" NOT flow"));
    assertThat(indexes())
        .contains(
            "CREATE INDEX docs_docs_fts_idx ON searched.docs USING gin (docs_fts)",
            "CREATE INDEX docs_stems_idx ON searched.docs USING gin (stems)");
    assertThat(remark(plan, "docs_fts"))
        .contains("docs.docs_fts with a GIN index", "websearch_to_tsquery('simple', ...)")
        .contains("title A, body B", "Not searched: tag", "word:*")
        .contains("24576 characters each");
    assertThat(remark(plan, "stems")).contains("'english'", "stop words");
  }

  @Test
  void refusesNoRowHoweverLongAndAwkwardItsTextsAre() throws SQLException {
    // given
    SqliteProgram sqlite = SqliteProgram.in(directory);
    sqlite.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, title TEXT, body TEXT);"
            + "CREATE VIRTUAL TABLE f USING fts5(title, body, content='docs', content_rowid='id');"
            + "CREATE VIRTUAL TABLE g USING fts5(body, content='docs', content_rowid='id')");
    make(DerivedSchemaPlanner.plan(sqlite.schema(), SchemaChoices.usual("searched")).preData());
    List<IntFunction<String>> awkward =
        List.of(
            i -> Integer.toString(i, 36) + "-" + Integer.toString(i * 7 + 5, 36) + " ",
            i -> "a" + Integer.toString(i, 36) + ".de/" + Integer.toString(i * 31, 36) + " ",
            i ->
                new String(Character.toChars(0x4e00 + i % 20000))
                    + "-"
                    + new String(Character.toChars(0x4e00 + i % 19997))
                    + " ",
            i -> new String(Character.toChars(0x20000 + i % 40000)) + " ",
            i -> "x" + i,
            i -> "<b" + i + "> /p" + i + "/q a@b" + i + ".org 1." + i + "e5 ");

    // when
    int id = 0;
    for (IntFunction<String> words : awkward) {
      String text = IntStream.range(0, 400_000).mapToObj(words).collect(Collectors.joining());
      insert(++id, text, text);
    }
    insert(++id, null, null);

    // then
    assertThat(found("length(coalesce(title, '')) = 0 OR length(title) > 700000")).hasSize(id);
    assertThat(found("f @@ to_tsquery('simple', '0-5')")).containsExactly(1);
  }

  @Test
  void leavesOthersOutByName() {
    // given
    SqliteProgram sqlite = SqliteProgram.in(directory);
    sqlite.run(
        "CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT, at DATETIME, note TEXT);"
            + "CREATE VIEW shown AS SELECT id, body FROM docs;"
            + "CREATE VIRTUAL TABLE own USING fts5(body);"
            + "CREATE VIRTUAL TABLE without USING fts5(body, content='');"
            + "CREATE VIRTUAL TABLE parts USING fts5(body, content='docs', tokenize='trigram');"
            + "CREATE VIRTUAL TABLE of_view USING fts5(body, content='shown');"
            + "CREATE VIRTUAL TABLE times USING fts5(at, content='docs');"
            + "CREATE VIRTUAL TABLE note USING fts5(body, content='docs')");

    // when
    DerivedSchema plan =
        DerivedSchemaPlanner.plan(sqlite.schema(), SchemaChoices.usual("searched"));

    // then
    assertThat(remark(plan, "own")).contains("it keeps rows of its own");
    assertThat(remark(plan, "without")).contains("it is contentless");
    assertThat(remark(plan, "parts")).contains("its tokenizer trigram has no counterpart");
    assertThat(remark(plan, "of_view")).contains("its content shown is no table that moves");
    assertThat(remark(plan, "times")).contains("none of its columns is a text");
    assertThat(remark(plan, "note")).contains("generated column docs.note_2 ");
    assertThat(plan.preData().get(1)).containsOnlyOnce(" tsvector ");
  }

  private static String text(Random random, int words) {
    return IntStream.range(0, words)
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" ", "'", "'"));
  }

  private static String remark(DerivedSchema plan, String table) {
    return plan.remarks().stream()
        .filter(remark -> remark.table().equals(table))
        .filter(
            remark ->
                remark.code() == RemarkCode.FULL_TEXT_SEARCH
                    || remark.code() == RemarkCode.VIRTUAL_TABLE_LEFT_OUT)
        .map(MappingRemark::text)
        .findFirst()
        .orElseThrow();
  }

  private void make(List<String> statements) throws SQLException {
    for (String sql : statements) {
      statement.execute(sql);
    }
  }

  private void insert(int id, String title, String body) throws SQLException {
    try (PreparedStatement insert =
        postgres.prepareStatement("INSERT INTO searched.docs (id, title, body) VALUES (?, ?, ?)")) {
      insert.setInt(1, id);
      insert.setString(2, title);
      insert.setString(3, body);
      insert.execute();
    }
  }

  private List<Integer> found(String condition) throws SQLException {
    List<Integer> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT id FROM searched.docs WHERE " + condition + " ORDER BY id")) {
      while (rows.next()) {
        found.add(rows.getInt(1));
      }
    }
    return found;
  }

  private List<String> indexes() throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT indexdef FROM pg_indexes WHERE schemaname = 'searched'")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static List<Integer> matched(SqliteProgram sqlite, String table, String query) {
    List<Integer> matched = new ArrayList<>();
    for (JsonNode row :
        sqlite.rows(
            "SELECT rowid AS id FROM %1$s WHERE %1$s MATCH '%2$s' ORDER BY rowid"
                .formatted(table, query))) {
      matched.add(row.get("id").asInt());
    }
    return matched;
  }
}
