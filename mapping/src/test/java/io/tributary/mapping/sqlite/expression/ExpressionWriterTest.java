package io.tributary.mapping.sqlite.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionWriterTest {
  private static final Map<String, TypedSql> COLUMNS =
      Map.of(
          "n", new TypedSql("\"n\"", TypeFamily.INTEGER, null),
          "r", new TypedSql("\"r\"", TypeFamily.REAL, null),
          "d", new TypedSql("\"d\"", TypeFamily.DECIMAL, null),
          "t", new TypedSql("\"t\"", TypeFamily.TEXT, null),
          "b", new TypedSql("\"b\"", TypeFamily.BOOLEAN, null),
          "x", new TypedSql("\"x\"", TypeFamily.BYTES, null),
          "c", new TypedSql("\"c\"", TypeFamily.TEXT, "NOCASE"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "n > 0 AND n < 0x10 ~ ((\"n\" > 0) AND (\"n\" < 16))",
        "n BETWEEN 1 AND 5 OR n IS NULL ~ (((\"n\" >= 1) AND (\"n\" <= 5)) OR (\"n\" IS NULL))",
        "NOT n NOT IN (1,-2) ~ (NOT (\"n\" NOT IN (1, (- 2))))",
        "n + 2 * 3 - n = 6 ~ (((\"n\" + (2::bigint * 3)) - \"n\") = 6)",
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
        "d * n > 1 ~ ((\"d\"::double precision * \"n\"::double precision) > 1)",
        "d - 0.1 = r ~ ((\"d\"::double precision - 0.1::double precision) = \"r\")",
        "d / 2.0 > 1 ~ ((\"d\"::double precision / 2.0::double precision) > 1)",
        "coalesce(d, 0) = 1 ~ (coalesce(\"d\", 0) = 1)",
        "d = 0.3000000000000000444 ~ (\"d\" = 0.30000000000000004)",
        "n < 9223372036854775808 ~ (\"n\" < 9.223372036854776E+18)",
        "n > -9223372036854775808 ~ (\"n\" > '-9223372036854775808'::bigint)",
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
        "(d * n) / 2 > 1",
        "coalesce(d, 1.5) > 1",
        "r > 1e999",
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

  private static Optional<TypedSql> column(String qualifier, String name) {
    return Optional.ofNullable(COLUMNS.get(name));
  }
}
