package io.tributary.common.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionWriterTest {
  private static final Map<String, Typed> COLUMNS =
      Map.of(
          "n", new Typed("\"n\"", Family.INTEGER, null),
          "r", new Typed("\"r\"", Family.REAL, null),
          "d", new Typed("\"d\"", Family.DECIMAL, null),
          "t", new Typed("\"t\"", Family.TEXT, null),
          "b", new Typed("\"b\"", Family.BOOLEAN, null),
          "x", new Typed("\"x\"", Family.BYTES, null),
          "c", new Typed("\"c\"", Family.TEXT, "NOCASE"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "n > 0 AND n < 0x10 ~ ((\"n\" > 0) AND (\"n\" < 16))",
        "n BETWEEN 1 AND 5 OR n IS NULL ~ (((\"n\" >= 1) AND (\"n\" <= 5)) OR (\"n\" IS NULL))",
        "NOT n NOT IN (1,-2) ~ (NOT (\"n\" NOT IN (1, (- 2))))",
        "n + 2 * 3 - n = 6 ~ (((\"n\" + (2 * 3)) - \"n\") = 6)",
        "n / 2 % 3 = 1 ~ (((\"n\" / 2) % 3) = 1)",
        "t = \"some text\" ~ (\"t\" = 'some text')",
        "\"t\" == 'it''s' ~ (\"t\" = 'it''s')",
        "t >= 'a' ~ (\"t\" >= 'a' COLLATE \"C\")",
        "b IN (0, 1) ~ (\"b\" IN (FALSE, TRUE))",
        "1 = b ~ (TRUE = \"b\")",
        "n ~ (\"n\" <> 0)",
        "NOT n ~ (NOT (\"n\" <> 0))",
        "lower(t) <> upper('x') ~ (lower(\"t\" COLLATE \"C\") <> upper('x' COLLATE \"C\"))",
        "length(t) + length(x) < 9 ~ ((length(\"t\") + octet_length(\"x\")) < 9)",
        "ifnull(n, 0) IS NOT 3 ~ (coalesce(\"n\", 0) IS DISTINCT FROM 3)",
        "t || 'x' NOTNULL ~ ((\"t\" || 'x') IS NOT NULL)",
        "d >= 0.01 ~ (\"d\" >= 0.01)",
        "t IN ('a', \"b c\") ~ (\"t\" IN ('a', 'b c'))",
        "n < 3 = b ~ ((\"n\" < 3) = \"b\")"
      })
  void writesWhatMeansTheSame(String sqlite, String postgres) {
    assertThat(ExpressionWriter.write(sqlite, ExpressionWriterTest::column).condition())
        .isEqualTo(postgres);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t LIKE 'a%'",
        "t GLOB '*'",
        "n > 'a'",
        "t > 5",
        "typeof(n) = 'integer'",
        "n / r > 1",
        "n / 0 = 1",
        "d / 2 > 1",
        "c = 'a'",
        "CASE WHEN n THEN 1 END",
        "missing > 1",
        "n << 2 = 4",
        "CAST(n AS TEXT) = '1'",
        "n IN (SELECT 1)",
        "json_valid(t)",
        "t COLLATE NOCASE = 'a'",
        "b > 2",
        "x = 'a'",
        "n IS TRUE",
        "t",
        "CURRENT_TIMESTAMP > t",
        "n = 1 extra",
        "substr(t,1)",
        "coalesce(n, t) = 1",
        "-t = 1",
        "",
        "coalesce(NULL, NULL)",
        "n IN ()",
        "r % 2 = 0",
        "strftime('%s') > n"
      })
  void refusesWhatMayMeanSomethingElse(String sqlite) {
    assertThatThrownBy(
            () -> ExpressionWriter.write(sqlite, ExpressionWriterTest::column).condition())
        .isInstanceOf(SqliteSyntaxException.class);
  }

  private static Optional<Typed> column(String qualifier, String name) {
    return Optional.ofNullable(COLUMNS.get(name));
  }
}
