package io.tributary.mapping.table;

import static io.tributary.mapping.table.MappedFile.columns;
import static io.tributary.mapping.table.MappedFile.conversion;
import static io.tributary.mapping.table.MappedFile.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | text",
        "character varying | text",
        "character varying(5) | varchar(5)",
        "character(36) | varchar(36)",
        "ext.citext | text",
        "smallint | smallint",
        "integer | integer",
        "bigint | bigint",
        "numeric | numeric",
        "numeric(10,2) | numeric(10,2)",
        "real | real",
        "double precision | double precision",
        "boolean | boolean",
        "uuid | uuid",
        "json | json",
        "jsonb | jsonb",
        "bytea | bytea",
        "date | date",
        "time without time zone | time",
        "time(3) without time zone | time(3)",
        "timestamp with time zone | timestamptz",
        "timestamp(3) with time zone | timestamptz(3)",
        "timestamp(0) without time zone | timestamp(0)",
        "vector(3) | vector(3)",
        "public.vector(3) | vector(3)",
        "app.mood | app.mood",
      })
  void choosesTheConversionByTheTargetsType(String type, String converted) {
    // when
    SourceMapping mapping =
        MappedFile.with("")
            .file("CREATE TABLE t (c TEXT NOT NULL PRIMARY KEY)")
            .target("t", "c " + type)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(columns(mapping, "t")).containsExactly("c->c " + converted);
    assertThat(mapping.preData()).isEmpty();
    assertThat(mapping.postData()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inet | {} | no conversion makes inet; declare convert: text",
        "numeric(5,-2) | {} | no conversion makes",
        "time(3) without time zone | {convert: time, digits: 2} | makes time(2), which does not fit",
        "timestamp with time zone | {convert: text} | by the settings of a session, which may not be what is meant; say convert: timestamptz with the zone",
        "timestamp(3) without time zone | {convert: text} | say convert: timestamp with the zone",
        "date | {convert: text} | say convert: date",
        "time without time zone | {convert: text} | say convert: time",
        "bytea | {convert: text} | say convert: bytes with the encoding",
        "double precision | {convert: text} | cut or round it without a word; say convert: real",
        "real | {convert: text} | say convert: real",
        "numeric(10,2) | {convert: text} | say convert: numeric",
        "time with time zone | {convert: text} | make the column text in the target, and turn it",
        "interval | {convert: text} | by the settings of a session, which may not be",
        "interval day to second(3) | {convert: text} | by the settings of a session",
        "money | {} | no conversion makes money, and PostgreSQL would read a text as money by",
        "money | {convert: text} | or say drop: true",
        "regclass | {convert: text} | by the settings of a session",
        "bit(3) | {convert: text} | and cut or round it without a word",
        "name | {convert: text} | and cut or round it without a word",
        "point | {convert: text} | and cut or round it without a word",
        "box | {convert: text} | and cut or round it without a word",
        "oid | {convert: text} | and cut or round it without a word",
        "vector(3) | {convert: text} | cut or round it without a word; say convert: vector",
        "extensions.halfvec(3) | {convert: text} | and cut or round it without a word",
        "sparsevec | {convert: text} | and cut or round it without a word",
        "vector | {} | needs dimension",
        "vector(3) | {convert: vector, dimension: 4} | makes vector(4), which does not fit",
        "jsonb | {convert: json} | makes json, which does not fit the target's jsonb",
        "character varying(5) | {convert: text, length: 6} | makes varchar(6)",
        "character varying(5) | {convert: uuid} | does not fit the target's character varying(5)",
        "character varying(3) | {convert: enum, labels: [long]} | makes one of long",
        "app.mood | {convert: enum, labels: [happy, angry]} | does not fit the target's app.mood",
        "timestamp(3) with time zone | {convert: timestamptz, digits: 6} | does not fit",
        "boolean | {convert: integer} | makes bigint, which does not fit the target's boolean",
      })
  void refusesWhatDoesNotFit(String type, String rule, String problem) {
    // when
    SourceMapping mapping =
        MappedFile.with("tables: {t: {columns: {c: " + rule + "}}}")
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT)")
            .target("t", "id bigint", "c " + type)
            .mapping();

    // then
    assertThat(mapping.problems()).singleElement().asString().contains("t.c: ", problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inet | {convert: text} | text",
        "numeric | {convert: text} | text",
        "integer | {convert: text} | text",
        "time(3) without time zone | {round: truncate, convert: time} | time(3)",
        "numeric(10,2) | {convert: numeric, round: half-even} | numeric(10,2)",
        "character varying(50) | {convert: enum, labels: [a, b]} | character varying(50)",
        "character varying(36) | {convert: uuid} | uuid",
        "app.mood | {convert: enum, labels: {1: happy}} | app.mood",
        "timestamp(3) with time zone | {convert: timestamptz, zone: UTC} | timestamptz(3)",
        "vector | {convert: vector, dimension: 4} | vector(4)",
        "jsonb | {empty-as-null: true} | jsonb",
      })
  void takesADeclaredConversionThatFits(String type, String rule, String converted) {
    // when
    SourceMapping mapping =
        MappedFile.with("tables: {t: {columns: {c: " + rule + "}}}")
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT)")
            .target("t", "id bigint", "c " + type)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(columns(mapping, "t")).contains("c->c " + converted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp with time zone | 2026-07-01 12:00 | Europe/Berlin | 2026-07-01 10:00:00+00",
        "timestamp with time zone | 2026-07-01T12:00:00-05:00 | UTC | 2026-07-01 17:00:00+00",
        "timestamp with time zone | infinity | UTC | infinity",
        "date | 2026-07-01 | UTC | 2026-07-01",
        "numeric(10,2) | 1.5 | UTC | 1.50",
        "bytea | \\xFF | UTC | \\xff",
        "inet | 10.0.0.1 | UTC | 10.0.0.1",
        "integer | 7 | UTC | 7",
        "character varying(3) | abc | UTC | abc",
      })
  void constantsMeanWhatTheySay(String type, String constant, String zone, String literal) {
    // when
    SourceMapping mapping = constant(type, constant, "zone: " + zone);

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(MappedFile.table(mapping, "t").constants()).containsEntry("c", literal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp with time zone | 2026-07-01 12:00 | t.c: the constant needs a zone",
        "timestamp without time zone | now | is no time in a spelling",
        "date | 07/01/2026 | is no date",
        "time with time zone | 12:00 | would be read by the settings of a session, or cut",
        "money | 12,00 | leave it to a default of the column in the target",
        "interval | 1 2:03 | leave it to a default",
        "numeric(10,2) | 1.555 | has more digits after the point",
        "character varying(3) | abcd | has 4 characters, 3 are allowed",
      })
  void refusesConstantsThatASessionWouldReadOrCut(String type, String constant, String problem) {
    assertThat(constant(type, constant, "").problems())
        .singleElement()
        .asString()
        .contains(problem);
  }

  private static SourceMapping constant(String type, String constant, String further) {
    return MappedFile.with(
            further
                + "\ntables: {t: {columns: {c: {constant: \""
                + constant.replace("\\", "\\\\")
                + "\"}}}}")
        .file("CREATE TABLE t (id INTEGER PRIMARY KEY)")
        .target("t", "id bigint", "c " + type)
        .mapping();
  }

  @Test
  void looksIntoDomainsArraysRangesAndRows() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                "tables: {t: {columns: {a: {convert: text}, r: {convert: text}, i: {convert:"
                    + " text}, d: {zone: UTC, convert: timestamptz}}}}")
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, d TEXT, p TEXT, a TEXT, r TEXT, i TEXT)")
            .target("t", "id bigint")
            .column("t", "d", "app.stamped", "timestamp(0) with time zone")
            .column("t", "p", "app.price", "numeric(10,2)")
            .column("t", "a", "date[]", "date[]", "date")
            .column("t", "r", "app.span", "app.span", "double precision", "text")
            .column("t", "i", "inet[]", "inet[]", "inet")
            .mapping();

    // then
    assertThat(columns(mapping, "t"))
        .contains("d->d timestamptz(0)", "p->p numeric(10,2)", "i->i text");
    assertThat(mapping.problems())
        .satisfiesExactly(
            problem -> assertThat(problem).contains("t.a: ", "date[] (date is in it) by the"),
            problem -> assertThat(problem).contains("t.r: ", "app.span (double precision is"));
  }

  @Test
  void mapsByNameAndReportsWhatIsLeftOver() {
    // when
    SourceMapping mapping =
        MappedFile.with(
                """
                tables:
                  Users:
                    columns:
                      nick: {to: alias}
                      junk: {drop: true}
                      tenant: {constant: "7"}
                """)
            .file(
                "CREATE TABLE Users (Id INTEGER PRIMARY KEY, nick TEXT, junk TEXT, mail TEXT,"
                    + " total INT, twice INT AS (total * 2))",
                "CREATE TABLE orders (id INTEGER PRIMARY KEY)",
                "CREATE TABLE logs (line TEXT)",
                "CREATE TRIGGER tr AFTER INSERT ON Users BEGIN SELECT 1; END")
            .target("users", "id bigint", "alias !text", "e_mail text", "tenant !integer")
            .target("users", "total =bigint", "twice =bigint", "must !text")
            .target("order", "id bigint")
            .target("logs", "line text")
            .target("fresh", "id bigint")
            .mapping();

    // then
    assertThat(mapping.problems())
        .containsExactlyInAnyOrder(
            "Table orders has no table app.orders in the target (did you mean order?); make it in"
                + " the DDL, name another one with to, or exclude the table.",
            "Users.mail has no column mail in the target's table users (did you mean e_mail?);"
                + " name one with to, or say drop: true if it is to stay behind.",
            "Users.total goes to a column that PostgreSQL computes; say drop: true if its values"
                + " are to stay behind.",
            "The target's column users.must gets nothing, is NOT NULL and has no default: give it"
                + " a default in the DDL, a constant, or a column with to.",
            "Table logs has no key, and its rows are told apart by SQLite's rowid: give app.logs a"
                + " column tributary_rowid bigint PRIMARY KEY in the DDL, which is removed when the"
                + " target is opened.");
    assertThat(columns(mapping, "Users")).containsExactly("Id->id bigint", "nick->alias text");
    assertThat(table(mapping, "Users").constants()).containsExactly(entry("tenant", "7"));
    assertThat(mapping.remarks())
        .extracting(MappingRemark::code)
        .containsExactlyInAnyOrder(
            RemarkCode.TRIGGER_LEFT_OUT,
            RemarkCode.COLUMN_DROPPED,
            RemarkCode.GENERATED_CHANGED,
            RemarkCode.TARGET_ONLY,
            RemarkCode.TARGET_ONLY,
            RemarkCode.TARGET_ONLY);
  }

  @Test
  void refusesNullWhereTheTargetTakesNone() {
    // when
    Conversion conversion =
        conversion(
            MappedFile.with("")
                .file("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT)")
                .target("t", "id bigint", "c !text")
                .mapping(),
            "t",
            "c");

    // then
    assertThat(conversion.convert(SourceValue.NULL))
        .isInstanceOfSatisfying(
            ConversionOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason().name()).isEqualTo("NULL_VALUE"));
  }

  @Test
  void rewritesReferencesToAKeyThatIsAUuidInTheTarget() {
    // given
    String namespace = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    String[] file = {
      "CREATE TABLE a (id TEXT PRIMARY KEY)",
      "CREATE TABLE b (id TEXT PRIMARY KEY REFERENCES a, other TEXT REFERENCES a (id))"
    };
    String rules = "tables: {a: {columns: {id: {convert: uuid, namespace: " + namespace + "}}}}";

    // when
    SourceMapping good =
        MappedFile.with(rules)
            .file(file)
            .target("a", "id uuid")
            .target("b", "id uuid", "other uuid")
            .mapping();
    List<String> bad =
        MappedFile.with(rules)
            .file(file)
            .target("a", "id uuid")
            .target("b", "id uuid", "other text")
            .mapping()
            .problems();

    // then
    assertThat(good.problems()).isEmpty();
    SourceValue key = new SourceValue.Text("one");
    ConversionOutcome parent = conversion(good, "a", "id").convert(key);
    assertThat(conversion(good, "b", "other").convert(key)).isEqualTo(parent);
    assertThat(conversion(good, "b", "id").convert(key)).isEqualTo(parent);
    assertThat(conversion(good, "b", "id").convert(SourceValue.NULL))
        .isInstanceOf(ConversionOutcome.Rejected.class);
    assertThat(conversion(good, "b", "other").convert(SourceValue.NULL))
        .isEqualTo(ConversionOutcome.NULL);
    assertThat(bad)
        .singleElement()
        .asString()
        .contains("b.other refers to a key that becomes a UUID", "make it uuid in the DDL");
  }

  @Test
  void neverDerivesASchemaWhenThereIsADdlFile() {
    // when
    SourceMapping mapping =
        MappedFile.with("ddl: /srv/t.sql")
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY)")
            .mapping();

    // then
    assertThat(mapping.preData()).isEmpty();
    assertThat(mapping.problems()).singleElement().asString().contains("no table app.t");
  }
}
