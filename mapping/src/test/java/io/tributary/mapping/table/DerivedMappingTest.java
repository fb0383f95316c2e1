package io.tributary.mapping.table;

import static io.tributary.mapping.table.MappedFile.columns;
import static io.tributary.mapping.table.MappedFile.conversion;
import static io.tributary.mapping.table.MappedFile.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.EmptyAsNullConversion;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedMappingTest {
  private static final String NAMESPACE = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  private static final String[] TEAM = {
    "CREATE TABLE team (id TEXT PRIMARY KEY, name TEXT UNIQUE, note TEXT, n INT CHECK (n > 0))",
    "CREATE TABLE person (id TEXT PRIMARY KEY, team TEXT REFERENCES Team ON DELETE CASCADE,"
        + " boss TEXT REFERENCES person (ID), note TEXT, UNIQUE (team, note))",
    "CREATE INDEX by_note ON team (note, name)",
    "CREATE INDEX by_name ON team (\"name\") WHERE \"name\" IS NOT NULL",
    "CREATE VIEW staff AS SELECT p.id, t.name FROM person p JOIN team t ON t.id = p.team"
  };

  @Test
  void followsRenamesIntoKeysIndexesForeignKeysAndViews() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                "tables: {team: {to: Crew, columns: {id: {to: key}, name: {to: title}}},"
                    + " person: {columns: {team: {to: crew}}}}")
            .file(TEAM)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(table(mapping, "team").target().name()).isEqualTo("Crew");
    assertThat(columns(mapping, "team"))
        .containsExactly("id->key text", "name->title text", "note->note text", "n->n bigint");
    assertThat(table(mapping, "team").key()).containsExactly("id");
    assertThat(mapping.preData().get(1))
        .contains("CREATE TABLE \"app\".\"Crew\"", "PRIMARY KEY (\"key\")");
    assertThat(mapping.postData())
        .anyMatch(sql -> sql.contains("UNIQUE (\"title\")"))
        .anyMatch(sql -> sql.contains("\"by_name\" ON \"app\".\"Crew\" (\"title\") WHERE"))
        .anyMatch(
            sql -> sql.contains("FOREIGN KEY (\"crew\") REFERENCES \"app\".\"Crew\" (\"key\") ON"))
        .anyMatch(
            sql ->
                sql.contains("CREATE VIEW")
                    && sql.contains("\"t\".\"title\" AS \"name\"")
                    && sql.contains("\"app\".\"Crew\" AS \"t\""));
  }

  @Test
  void dropsAColumnWithARemarkForAllThatGoesWithIt() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                "tables: {team: {columns: {name: {drop: true}, n: {drop: true}}},"
                    + " person: {columns: {team: {drop: true}}}}")
            .file(TEAM)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(columns(mapping, "team")).containsExactly("id->id text", "note->note text");
    assertThat(mapping.preData()).noneMatch(sql -> sql.contains("\"name\""));
    assertThat(mapping.postData())
        .singleElement()
        .satisfies(sql -> assertThat(sql).contains("FOREIGN KEY (\"boss\")"));
    assertThat(mapping.remarks())
        .filteredOn(remark -> remark.text().contains("stays behind"))
        .extracting(MappingRemark::code)
        .containsExactlyInAnyOrder(
            RemarkCode.COLUMN_DROPPED,
            RemarkCode.COLUMN_DROPPED,
            RemarkCode.COLUMN_DROPPED,
            RemarkCode.INDEX_LEFT_OUT,
            RemarkCode.INDEX_LEFT_OUT,
            RemarkCode.INDEX_LEFT_OUT,
            RemarkCode.INDEX_LEFT_OUT,
            RemarkCode.CHECK_LEFT_OUT,
            RemarkCode.FOREIGN_KEY_LEFT_OUT,
            RemarkCode.VIEW_LEFT_OUT);
  }

  @Test
  void letsEveryReferenceFollowAKeyThatBecomesAUuid() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                """
                tables:
                  team: {columns: {id: {convert: uuid, namespace: %s}}}
                  person: {columns: {team: {empty-as-null: true}}}
                """
                    .formatted(NAMESPACE))
            .file(TEAM)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    UUID namespace = UUID.fromString(NAMESPACE);
    assertThat(conversion(mapping, "team", "id")).isEqualTo(new UuidConversion(namespace, true));
    assertThat(conversion(mapping, "person", "team"))
        .isEqualTo(new EmptyAsNullConversion(new UuidConversion(namespace, false)));
    assertThat(conversion(mapping, "person", "id").targetType()).isEqualTo("text");
    assertThat(mapping.postData()).anyMatch(sql -> sql.contains("FOREIGN KEY (\"team\")"));
  }

  @Test
  void saysWhyAKeyCannotBeFollowed() {
    // when
    SourceMapping child =
        MappedFile.with("tables: {person: {columns: {team: {convert: uuid}}}}")
            .file(TEAM)
            .mapping();
    SourceMapping other =
        MappedFile.with(
                ("tables: {team: {columns: {id: {convert: uuid}}},"
                        + " person: {columns: {team: {convert: uuid, namespace: %s}}}}")
                    .formatted(NAMESPACE))
            .file(TEAM)
            .mapping();
    SourceMapping text =
        MappedFile.with(
                "tables: {team: {columns: {id: {convert: uuid}}},"
                    + " person: {columns: {team: {convert: text}}}}")
            .file(TEAM)
            .mapping();

    // then
    assertThat(child.problems())
        .containsExactly(
            "person.team is rewritten and refers to team.id, which is not; remap that key too.");
    assertThat(other.problems())
        .singleElement()
        .asString()
        .contains("person.team refers to team.id", "remove the namespace of this one");
    assertThat(text.problems())
        .singleElement()
        .asString()
        .contains("person.team refers to team.id", "remove its convert: text");
  }

  @Test
  void namesRulesThatNameNothing() {
    // when
    List<String> problems =
        MappedFile.with(
                """
                tables:
                  teams: {to: crew}
                  left_over: {to: x}
                  team: {to: staff, columns: {nmae: {drop: true}, id: {drop: true}, n: {constant: 1}}}
                  person: {columns: {note: {to: team}, boss: {convert: vector}}}
                """)
            .file(TEAM)
            .file("CREATE TABLE left_over (broken !")
            .mapping()
            .problems();

    // then
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "There is a rule for table teams, and the file has no such table that moves;"
                + " did you mean team?",
            "There is a rule for table left_over, which stays behind; remove one of the two.",
            "Table team would be called staff as view staff is.",
            "There is a rule for team.nmae, and the table has no such column; did you mean name?",
            "team.id cannot be dropped: the table's rows are told apart by it.",
            "team.n is a column of the file; a constant is for one that only the target has."
                + " Drop it, or give the constant another name.",
            "person.note would be called team as team is.",
            "person.boss: convert: vector needs dimension, the count of its numbers.");
  }

  @Test
  void addsConstantsAndEnumTypes() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                """
                tables:
                  t:
                    columns:
                      kind: {convert: enum, labels: {b: Second, a: First}, type: kind}
                      size: {convert: enum, labels: [s, m], type: varchar(4)}
                      tenant: {constant: "7", type: integer}
                """)
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT DEFAULT 'a', size TEXT)")
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.preData().get(1))
        .isEqualTo("CREATE TYPE \"app\".\"kind\" AS ENUM ('Second', 'First')");
    assertThat(mapping.preData().get(2))
        .contains("\"kind\" \"app\".\"kind\" DEFAULT ('First'::\"app\".\"kind\")")
        .contains("\"size\" varchar(4)");
    assertThat(mapping.preData().get(3))
        .isEqualTo("ALTER TABLE \"app\".\"t\" ADD COLUMN \"tenant\" integer");
    assertThat(table(mapping, "t").constants()).containsExactly(entry("tenant", "7"));
  }

  @Test
  void readsConstantsByTheirDeclaredType() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                """
                zone: Europe/Berlin
                tables:
                  t:
                    columns:
                      kind: {convert: enum, labels: [a], type: kind}
                      at: {constant: "2026-07-01 12:00", type: timestamptz(0)}
                      day: {constant: "2026-07-01", type: date}
                      host: {constant: "10.0.0.1", type: inet}
                      short: {constant: "abc", type: varchar(2)}
                      later: {constant: "tomorrow", type: "timestamp with time zone"}
                      days: {constant: "{2026-07-01}", type: "date[]"}
                      fee: {constant: "1.234", type: "decimal(5,2)"}
                      odd: {constant: "x", type: other.thing}
                      other: {constant: a, type: kind}
                """)
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT)")
            .mapping();

    // then
    assertThat(table(mapping, "t").constants())
        .contains(
            entry("at", "2026-07-01 10:00:00+00"),
            entry("day", "2026-07-01"),
            entry("host", "10.0.0.1"),
            entry("other", "a"));
    assertThat(mapping.problems())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("t.days: a constant of the type date[] would be read by"),
            p -> assertThat(p).startsWith("t.fee: the constant has more digits"),
            p -> assertThat(p).startsWith("t.later: the constant is no time"),
            p -> assertThat(p).startsWith("t.odd: what the constant is in the type other.thing"),
            p -> assertThat(p).startsWith("t.short: the constant has 3 characters"));
  }

  @Test
  void refusesATableOfWhichNoColumnMoves() {
    // when
    List<String> problems =
        MappedFile.with("tables: {t: {columns: {a: {drop: true}, b: {drop: true}}}}")
            .file("CREATE TABLE t (a TEXT, b TEXT, c AS (a || b))")
            .mapping()
            .problems();

    // then
    assertThat(problems)
        .containsExactly(
            "Every column of t that is written would stay behind, and its rows with them; exclude"
                + " the table.");
  }

  @Test
  void takesOrLeavesFullTextTables() {
    // given
    String search = "CREATE VIRTUAL TABLE %s USING fts5(note, content='t', content_rowid='id')";
    String table = "CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)";

    // when
    SourceMapping mapping =
        MappedFile.with("tables: {leave_it: {fts: leave}, take_it: {fts: tsvector}, t: {to: u}}")
            .file(table)
            .virtual("leave_it", search.formatted("leave_it"))
            .virtual("take_it", search.formatted("take_it"))
            .virtual("left_out", search.formatted("left_out"))
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(mapping.preData().get(1))
        .contains("\"app\".\"u\"", "\"take_it\" tsvector GENERATED ALWAYS AS (to_tsvector(")
        .doesNotContain("leave_it", "left_out");
    assertThat(mapping.postData())
        .contains("CREATE INDEX \"u_take_it_idx\" ON \"app\".\"u\" USING gin (\"take_it\")");
    assertThat(table(mapping, "t").columns()).hasSize(2);
  }

  @Test
  void refusesRulesThatFullTextTablesDoNotTake() {
    // when
    List<String> problems =
        MappedFile.with("tables: {s: {to: x}, t: {fts: leave}}")
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT)")
            .virtual("s", "CREATE VIRTUAL TABLE s USING fts5(note, content='t')")
            .mapping()
            .problems();

    // then
    assertThat(problems)
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("Table s is a full-text table of fts5, of which a rule"),
            p -> assertThat(p).startsWith("Table t is no full-text table of fts5"));
  }

  @Test
  void namesEnumTypesThatCannotBeMade() {
    // when
    List<String> problems =
        MappedFile.with(
                """
                tables:
                  t:
                    columns:
                      a: {convert: enum, labels: [x], type: t}
                      b: {convert: enum, labels: [x], type: kind}
                      c: {convert: enum, labels: [y], type: kind}
                      d: {convert: enum, labels: [x], type: other.kind}
                """)
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT)")
            .mapping()
            .problems();

    // then
    assertThat(problems)
        .containsExactlyInAnyOrder(
            "The enum type t would be called as a table is.",
            "t.c: the enum type kind has other labels in another column.",
            "t.d: the enum type other.kind is no plain name; it is created in the schema app.");
  }

  @Test
  void readsSizesAndZonesAsTheSourceDeclares() {
    // given
    String file = "CREATE TABLE t (id INTEGER PRIMARY KEY, s VARCHAR(3), at DATETIME(3), c CHAR)";

    // when
    SourceMapping usual = MappedFile.with("").file(file).mapping();
    SourceMapping other =
        MappedFile.with(
                "enforce-sizes: false\nzone: Europe/Berlin\n"
                    + "tables: {t: {columns: {c: {empty-as-null: true}}}}")
            .file(file)
            .mapping();

    // then
    assertThat(columns(usual, "t")).contains("s->s varchar(3)", "at->at timestamp(3)");
    assertThat(columns(other, "t")).contains("s->s text", "at->at timestamp");
    assertThat(conversion(other, "t", "at").convert(new SourceValue.Text("2026-01-01T00:00:00Z")))
        .isEqualTo(ConversionOutcome.converted("2026-01-01 01:00:00"));
    assertThat(conversion(other, "t", "c").convert(new SourceValue.Text("")))
        .isEqualTo(ConversionOutcome.NULL);
  }

  @Test
  void tellsRowsApartAsTheConnectorDoes() {
    // when
    SourceMapping mapping =
        MappedFile.with("")
            .file(
                "CREATE TABLE u (a INT NOT NULL, b INT NOT NULL, c INT, UNIQUE (c))",
                "CREATE UNIQUE INDEX z ON u (b)",
                "CREATE UNIQUE INDEX y ON u (\"b\", [a])",
                "CREATE UNIQUE INDEX x ON u (a) WHERE a > 0",
                "CREATE TABLE r (rowid TEXT)")
            .mapping();

    // then
    assertThat(table(mapping, "u").key()).containsExactly("b", "a");
    assertThat(table(mapping, "r").key()).containsExactly("_rowid_");
    assertThat(table(mapping, "r").byRowid()).isTrue();
  }
}
