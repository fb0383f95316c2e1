package io.tributary.mapping.sqlite.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both databases say the same of the same rows by what was translated. */
class ExpressionOracleIT {
  private static final String TABLE =
      "CREATE TABLE t (n INTEGER, r REAL, t TEXT, b BOOLEAN, x BLOB, m INTEGER)";
  private static final List<String> EXPRESSIONS =
      List.of(
          "n > 0 AND r < 2.5 OR t = 'a'",
          "NOT n = 1 AND NOT t < 'b'",
          "n BETWEEN -3 AND m",
          "n NOT BETWEEN -3 AND m",
          "n IN (1, -7, m)",
          "n NOT IN (1, NULL)",
          "t IN ('a', \"Q\", 'é')",
          "t < 'a'",
          "t >= 'Z' AND t <= 'é'",
          "n / 2 = m",
          "-7 / 2 = -3 AND n % 3 = -1",
          "n - m - 1 > 2 * n + 3",
          "n = m = 1",
          "n < m = b",
          "1 = b",
          "b IN (0)",
          "n IS m",
          "n IS NOT m",
          "t IS 'a' OR t ISNULL",
          "n NOTNULL AND t NOT NULL",
          "coalesce(n, m, 0) + 1 <> ifnull(m, 2)",
          "lower(t) = 'a' OR upper(t) = 'É'",
          "length(t) > 1 OR length(x) = 2",
          "trim(t) = 'a' AND rtrim(t) <> t",
          "t || '!' = 'a!'",
          "abs(n) > 6",
          "abs(r) * 2 = 3.0",
          "r / 2 > 0.7",
          "n",
          "NOT n OR n - 1",
          "- n > + m",
          "n > 0x0f");

  @TempDir Path directory;

  @Test
  void saysTheSameOfTheSameRows() throws SQLException {
    // given
    String rows =
        """
        INSERT INTO %s VALUES (1, 1.5, 'a', %s, NULL, 0), (-7, -1.5, 'B', %s, %s, -3),
          (NULL, NULL, NULL, NULL, NULL, NULL), (0, 2.5, 'é', %s, NULL, 0),
          (100, 0.1, 'É', NULL, %s, 7), (2, 1e10, ' a ', %s, NULL, 1), (3, 3, '', %s, NULL, NULL)""";
    SqliteProgram sqlite = SqliteProgram.in(directory);
    sqlite.run(TABLE + ";" + rows.formatted("t", 1, 0, "x'00ff'", 1, "x''", 0, 1));
    SqliteSchema schema = sqlite.schema();
    TableScope scope =
        new DerivedSchemaDraft(schema, SchemaChoices.usual("x")).table("t").orElseThrow();

    // when
    List<String> said = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    try (Connection postgres = PostgresFixture.target().connect("postgres");
        Statement statement = postgres.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE t (n bigint, r double precision, t text, b boolean, x bytea, m bigint)");
      statement.execute(rows.formatted("t", true, false, "'\\x00ff'", true, "'\\x'", false, true));
      for (String expression : EXPRESSIONS) {
        expected.add(expression + " " + sqlite(sqlite, expression));
        said.add(expression + " " + postgres(statement, ExpressionWriter.write(expression, scope)));
      }
    }

    // then
    assertThat(said).containsExactlyElementsOf(expected);
  }

  private static List<Boolean> sqlite(SqliteProgram sqlite, String expression) {
    List<Boolean> truths = new ArrayList<>();
    String sql =
        "SELECT CASE WHEN ("
            + expression
            + ") THEN 1 WHEN NOT ("
            + expression
            + ") THEN 0 END AS v FROM t ORDER BY rowid";
    for (JsonNode row : sqlite.rows(sql)) {
      truths.add(row.get("v").isNull() ? null : row.get("v").asInt() != 0);
    }
    return truths;
  }

  private static List<Boolean> postgres(Statement statement, TypedSql typed) throws SQLException {
    List<Boolean> truths = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT " + typed.condition() + " FROM t ORDER BY ctid")) {
      while (rows.next()) {
        boolean truth = rows.getBoolean(1);
        truths.add(rows.wasNull() ? null : truth);
      }
    }
    return truths;
  }
}
