package io.tributary.mapping.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.fixture.PrintedCommands;
import io.tributary.mapping.back.ColumnReturn;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.back.ReturnProblem;
import io.tributary.mapping.back.StayingReference;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a file comes back, and in which form, before anything is moved. */
class ReturnPlanTest {
  private static final String NAMESPACE = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

  @Test
  void saysHowEachColumnComesBack() {
    ReturnPlan plan =
        MappedFile.with(
                """
                tables:
                  note:
                    columns:
                      id: {convert: uuid}
                      at: {convert: timestamptz, zone: Europe/Berlin}
                      done: {convert: boolean}
                      mood: {convert: enum, labels: {":)": happy, ":(": sad}}
                      digest: {convert: bytes, encoding: base64}
                      old: {drop: true}
                """)
            .file(
                "CREATE TABLE note (id TEXT PRIMARY KEY, at TEXT, done INTEGER, mood TEXT,"
                    + " digest TEXT, old TEXT, price NUMERIC, count TEXT, data BLOB, r REAL,"
                    + " tax DECIMAL(9,2), wide DECIMAL(30,2))")
            .back();

    assertThat(shown(plan, "id"))
        .isEqualTo("as declared, such as '2ed6657d-e927-468b-95e1-2665a8aea6a2'");
    assertThat(shown(plan, "at")).isEqualTo("as declared, such as '2026-01-31 14:04:05'");
    assertThat(shown(plan, "done")).isEqualTo("as declared, such as INTEGER 1");
    assertThat(shown(plan, "digest")).isEqualTo("as declared, such as 'AP8='");
    assertThat(List.of("price", "wide"))
        .allSatisfy(
            column -> assertThat(shown(plan, column)).isEqualTo("as it was, up to 15 digits"));
    assertThat(List.of("mood", "old", "count", "data", "r", "tax"))
        .allSatisfy(column -> assertThat(shown(plan, column)).isEqualTo("as it was"));
    assertThat(plan.columns())
        .hasSize(11)
        .contains(
            new ColumnDirection("note", "done", "as declared, such as INTEGER 1"),
            new ColumnDirection("note", "price", "as it was, up to 15 digits"));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.afterwards()).isEmpty();
  }

  @Test
  void namesWhatCannotComeBackWithWhatHelps() {
    ReturnPlan plan =
        MappedFile.with(
                """
                tables:
                  person:
                    columns:
                      id: {convert: uuid, namespace: %s}
                      code: {convert: uuid, namespace: %s}
                      need: {drop: true}
                """
                    .formatted(NAMESPACE, NAMESPACE))
            .file(
                "CREATE TABLE person (id INTEGER PRIMARY KEY, code TEXT UNIQUE, need TEXT NOT NULL)")
            .file("CREATE TABLE card (id INTEGER PRIMARY KEY, holder TEXT REFERENCES person(code))")
            .file("CREATE TABLE log (line TEXT)")
            .back();

    assertThat(plan.columns())
        .contains(
            new ColumnDirection(
                "person",
                "need",
                "cannot come back, because it stays behind, and is NOT NULL without a default,"
                    + " which a row needs that is made at the target"));
    assertThat(plan.problems())
        .extracting(ReturnProblem::display)
        .containsExactly(
            "person.id cannot come back, because a row that is made at the target has a UUID that"
                + " no number becomes.",
            "person.need cannot come back, because it stays behind, and is NOT NULL without a"
                + " default, which a row needs that is made at the target.",
            "card.holder cannot come back, because it refers to values of person that are spelled"
                + " otherwise in the target, and which are not the whole key of that table.");
    assertThat(plan.problems())
        .extracting(ReturnProblem::remedy)
        .allSatisfy(
            remedy -> assertThat(remedy).endsWith(", or say way-back: none for the source."))
        .first()
        .asString()
        .startsWith("Let the key stay a number in the target, without convert: uuid");
    assertThat(plan.column(new TableName("main", "person"), "need").orElseThrow().way())
        .isEqualTo(ColumnReturn.Way.CANNOT);
  }

  @Test
  void namesForeignKeysOfTablesThatStayBehindToThoseThatComeHome() {
    ReturnPlan plan =
        MappedFile.with("")
            .file("CREATE TABLE account (id INTEGER PRIMARY KEY, parent REFERENCES account(id))")
            .file(
                "CREATE TABLE note (id INTEGER PRIMARY KEY, of REFERENCES account ON DELETE CASCADE)")
            .file(
                "CREATE TABLE left_audit (account_id REFERENCES Account ON DELETE SET NULL,"
                    + " a, b, FOREIGN KEY (a, b) REFERENCES left_other (a, b))")
            .file("CREATE TABLE left_other (a, b, of REFERENCES note (id), PRIMARY KEY (a, b))")
            .file("CREATE TABLE left_broken (a CHECK (a IN ()")
            .back();

    assertThat(plan.references())
        .extracting(StayingReference::display)
        .containsExactly(
            "left_audit (account_id) to Account, whose ON DELETE SET NULL nobody would carry out",
            "left_other (of) to note");
    assertThat(plan.references().get(1).told())
        .isEqualTo(
            "A table that stays refers to one that moves, and rows that are deleted at the target"
                + " would leave it behind without what it refers to: left_other (of) to note. Let"
                + " both move; or have the application make the table anew without its foreign key,"
                + " which SQLite drops in no other way; or say way-back: none for the source in the"
                + " migration file.");
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void namesTablesThatKeepRowsOfTheTarget() {
    ReturnPlan plan =
        MappedFile.with(
                """
                ddl: existing
                tables: {note: {existing-rows: keep}, tag: {existing-rows: replace}}
                """)
            .file("CREATE TABLE note (id INTEGER PRIMARY KEY)")
            .file("CREATE TABLE tag (id INTEGER PRIMARY KEY)")
            .target("note", "id bigint")
            .target("tag", "id bigint")
            .back();

    assertThat(plan.problems())
        .extracting(problem -> problem.display() + " " + problem.remedy())
        .containsExactly(
            "note cannot come back, because rows that only the target had stay in it"
                + " (existing-rows: keep), and nothing tells them from those that come home."
                + " Choose existing-rows: replace, or say way-back: none for the source.");
  }

  @Test
  void printsTheStatementThatBringsAnIndexUpToDate() throws Exception {
    // given an index that the application writes by itself, and two that triggers write
    String note = "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)";
    String index =
        "CREATE VIRTUAL TABLE \"note fts\" USING fts5(body, content=note, content_rowid=id)";
    ReturnPlan plan =
        MappedFile.with("")
            .file(note)
            .virtual("note fts", index)
            .virtual("kept", "CREATE VIRTUAL TABLE kept USING fts5(body, content='note')")
            .virtual("own", "CREATE VIRTUAL TABLE own USING fts5(body)")
            .file(
                "CREATE TRIGGER keeps AFTER INSERT ON note BEGIN"
                    + " INSERT INTO kept(rowid, body) VALUES (new.id, new.body); END")
            .back();

    // when
    List<ReturnProblem> left = plan.afterwards();

    // then
    assertThat(left).extracting(ReturnProblem::place).containsExactly("note fts", "own");
    assertThat(left.get(1).remedy()).contains("Let the application write its rows anew");
    assertThat(plan.followUps())
        .extracting(RollbackFollowUp::table)
        .containsExactly("note fts", "own");
    assertThat(plan.followUps().get(0).what())
        .startsWith("note fts cannot come back")
        .endsWith(left.get(0).remedy());
    try (var sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
        var statement = sqlite.createStatement()) {
      statement.execute(note);
      statement.execute(index);
      statement.execute("INSERT INTO note VALUES (7, 'home again')");
      for (String printed : PrintedCommands.statements(left.get(0).remedy())) {
        statement.execute(printed);
      }
      try (var found =
          statement.executeQuery("SELECT rowid FROM \"note fts\" WHERE body MATCH 'home'")) {
        assertThat(found.next() ? found.getInt(1) : 0).isEqualTo(7);
      }
    }
  }

  private static String shown(ReturnPlan plan, String column) {
    return plan.column(new TableName("main", "note"), column).orElseThrow().display();
  }
}
