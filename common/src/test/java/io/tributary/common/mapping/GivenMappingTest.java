package io.tributary.common.mapping;

import static io.tributary.common.mapping.Mapped.columns;
import static io.tributary.common.mapping.Mapped.conversion;
import static io.tributary.common.mapping.Mapped.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tributary.common.convert.Conversion;
import io.tributary.common.convert.Outcome;
import io.tributary.common.convert.Stored;
import io.tributary.common.sqlite.Remark;
import io.tributary.common.sqlite.RemarkCode;
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
        Mapped.with("")
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
        "time(3) without time zone | {} | no conversion makes",
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
        Mapped.with("tables: {t: {columns: {c: " + rule + "}}}")
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
        Mapped.with("tables: {t: {columns: {c: " + rule + "}}}")
            .file("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT)")
            .target("t", "id bigint", "c " + type)
            .mapping();

    // then
    assertThat(mapping.problems()).isEmpty();
    assertThat(columns(mapping, "t")).contains("c->c " + converted);
  }

  @Test
  void mapsByNameAndReportsWhatIsLeftOver() {
    // when
    SourceMapping mapping =
        Mapped.with(
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
        .extracting(Remark::code)
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
            Mapped.with("")
                .file("CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT)")
                .target("t", "id bigint", "c !text")
                .mapping(),
            "t",
            "c");

    // then
    assertThat(conversion.convert(Stored.NULL))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
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
        Mapped.with(rules)
            .file(file)
            .target("a", "id uuid")
            .target("b", "id uuid", "other uuid")
            .mapping();
    List<String> bad =
        Mapped.with(rules)
            .file(file)
            .target("a", "id uuid")
            .target("b", "id uuid", "other text")
            .mapping()
            .problems();

    // then
    assertThat(good.problems()).isEmpty();
    Stored key = new Stored.Text("one");
    Outcome parent = conversion(good, "a", "id").convert(key);
    assertThat(conversion(good, "b", "other").convert(key)).isEqualTo(parent);
    assertThat(conversion(good, "b", "id").convert(key)).isEqualTo(parent);
    assertThat(conversion(good, "b", "id").convert(Stored.NULL))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(conversion(good, "b", "other").convert(Stored.NULL)).isEqualTo(Outcome.NULL);
    assertThat(bad)
        .singleElement()
        .asString()
        .contains("b.other refers to a key that becomes a UUID", "make it uuid in the DDL");
  }

  @Test
  void neverDerivesASchemaWhenThereIsADdlFile() {
    // when
    SourceMapping mapping =
        Mapped.with("ddl: /srv/t.sql").file("CREATE TABLE t (id INTEGER PRIMARY KEY)").mapping();

    // then
    assertThat(mapping.preData()).isEmpty();
    assertThat(mapping.problems()).singleElement().asString().contains("no table app.t");
  }
}
