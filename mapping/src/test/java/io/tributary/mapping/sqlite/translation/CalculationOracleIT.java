package io.tributary.mapping.sqlite.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.mapping.conversion.ConversionOutcome;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.tributary.mapping.sqlite.expression.ExpressionWriter;
import io.tributary.mapping.sqlite.expression.TypedSql;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of all kinds calculate to the bit alike in SQLite and in the translated schema. */
class CalculationOracleIT {
  private static final String TABLE =
      "CREATE TABLE t (k INTEGER PRIMARY KEY, n INTEGER, m BIGINT, r REAL, s DOUBLE, d NUMERIC,"
          + " e DECIMAL(10,2), f FLOATING POINT";
  private static final List<String> COLUMNS = List.of("n", "m", "r", "s", "d", "e", "f");
  private static final List<String> LITERALS =
      List.of("0", "1", "3", "0.1", "0.3", "2.5", "1e3", "1.0", "100", "0.30000000000000004", "7");
  private static final String[] AWKWARD = {
    "0",
    "1",
    "-1",
    "3",
    "0.1",
    "0.2",
    "0.3",
    "0.7",
    "1.1",
    "2.675",
    "-0.5",
    "1e22",
    "123456789.01",
    "0.30000000000000004",
    "1e-70",
    "1e60",
    "-777",
    "4095",
    "1e3",
    "19.99",
    "33.333333333333336",
    "5e-20",
    "1.0",
    "100.00",
    "NULL"
  };
  private static final int EXPRESSIONS = 250;
  private static final int ROWS = 60;

  @TempDir Path directory;

  @Test
  void calculatesAndComparesToTheBitAlike() throws SQLException {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("CalculationOracleIT: -Dtributary.test.seed=" + seed);
    Random random = new Random(seed);
    List<String> values = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    for (int i = 0; i < EXPRESSIONS; i++) {
      String number = number(random, 2);
      values.add(number);
      truths.add(number + pick(random, " = ", " < ", " >= ", " <> ", " IS ") + number(random, 1));
    }
    SqliteProgram sqlite = SqliteProgram.in(directory);
    sqlite.run(TABLE + "); " + rows(random));
    SqliteSchema schema = sqlite.schema();
    DerivedSchema plan = DerivedSchemaPlanner.plan(schema, choices());
    TableScope scope = new DerivedSchemaDraft(schema, choices()).table("t").orElseThrow();

    // when
    List<String> differences = new ArrayList<>();
    int translated = 0;
    try (Connection postgres = PostgresFixture.target().connect("postgres");
        Statement statement = postgres.createStatement()) {
      fill(statement, sqlite, plan);
      for (int i = 0; i < EXPRESSIONS; i++) {
        translated += compare(statement, sqlite, scope, values.get(i), false, differences);
        translated += compare(statement, sqlite, scope, truths.get(i), true, differences);
      }
    }

    // then
    assertThat(differences).as("seed " + seed).isEmpty();
    assertThat(translated).isGreaterThan(EXPRESSIONS);
  }

  @Test
  void generatedColumnsAndChecksSayTheSame() throws SQLException {
    // given
    SqliteProgram sqlite = SqliteProgram.in(directory);
    sqlite.run(
        "CREATE TABLE t (k INTEGER PRIMARY KEY, price DECIMAL(10,2), qty INTEGER, pi REAL,"
            + " total DECIMAL(10,2) AS (price * qty) STORED, half REAL AS (price / 2.0) VIRTUAL,"
            + " twice NUMERIC AS (qty * 2) STORED, rounded INTEGER AS (qty * 2) STORED,"
            + " share NUMERIC(5,2) AS (pi) STORED, word TEXT, note VARCHAR(3) AS (lower(word) || 'DE') STORED,"
            + " CHECK (price * qty >= 0), CHECK (price * 3 <> 0.3 OR k < 0));"
            + "INSERT INTO t (k, price, qty, pi) VALUES (1, 0.1, 3, 3.14159), (2, 19.99, 7, 1),"
            + " (3, 5, 4, 0.5), (4, 2, 3000000000, NULL);"
            + "CREATE VIEW v AS SELECT k, price * qty AS total, price + 0.2 AS more FROM t"
            + " WHERE price * 3 <> 0.3;"
            + "CREATE INDEX i ON t (price * qty)");
    DerivedSchema plan = DerivedSchemaPlanner.plan(sqlite.schema(), choices());

    // when
    List<String> expected = new ArrayList<>();
    List<String> said = new ArrayList<>();
    try (Connection postgres = PostgresFixture.target().connect("postgres");
        Statement statement = postgres.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS calculated CASCADE");
      for (String sql : plan.preData()) {
        statement.execute(sql);
      }
      copy(statement, sqlite, plan, "calculated.t");
      for (String sql : plan.postData()) {
        statement.execute(sql);
      }
      for (String query :
          List.of(
              "SELECT total FROM %s ORDER BY k",
              "SELECT half FROM %s ORDER BY k",
              "SELECT twice FROM %s ORDER BY k",
              "SELECT rounded FROM %s ORDER BY k",
              "SELECT share FROM %s ORDER BY k")) {
        expected.addAll(numbers(sqlite, query.formatted("t")));
        said.addAll(numbers(statement, query.formatted("calculated.t")));
      }
      for (String query :
          List.of("SELECT total FROM %s ORDER BY k", "SELECT more FROM %s ORDER BY k")) {
        expected.addAll(numbers(sqlite, query.formatted("v")));
        said.addAll(numbers(statement, query.formatted("calculated.v")));
      }
      statement.execute("UPDATE calculated.t SET word = 'ABC'");
      try (ResultSet row = statement.executeQuery("SELECT note FROM calculated.t")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("abcDE");
      }
      statement.execute("DROP SCHEMA calculated CASCADE");
    }

    // then
    assertThat(said).contains(real(0.1 * 3)).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(same(expected.get(i), said.get(i)))
          .as(expected.get(i) + " and " + said.get(i))
          .isTrue();
    }
    assertThat(plan.preData().get(1)).contains("\"total\" double precision GENERATED ALWAYS");
    assertThat(plan.remarks())
        .anySatisfy(
            remark -> {
              assertThat(remark.column()).isEqualTo("total");
              assertThat(remark.text()).contains("double precision, as SQLite calculates");
            });
  }

  private static SchemaChoices choices() {
    return new SchemaChoices(
        "calculated",
        false,
        false,
        SchemaChoices.usual("x").zones(),
        SchemaChoices.usual("x").epoch(),
        true,
        java.util.Map.of(),
        NameChoices.NONE);
  }

  /** An expression, most of which are translated. */
  private static String number(Random random, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return random.nextInt(3) == 0 ? pick(random, LITERALS) : pick(random, COLUMNS);
    }
    return switch (random.nextInt(8)) {
      case 0 -> "abs(" + number(random, depth - 1) + ")";
      case 1 -> "(- " + number(random, depth - 1) + ")";
      case 2 -> "coalesce(" + pick(random, COLUMNS) + ", " + pick(random, LITERALS) + ")";
      case 3 -> "(" + number(random, depth - 1) + pick(random, " / 4", " / 0.3", " % 7") + ")";
      default ->
          "("
              + number(random, depth - 1)
              + pick(random, " + ", " - ", " * ")
              + number(random, depth - 1)
              + ")";
    };
  }

  private static String rows(Random random) {
    return IntStream.rangeClosed(1, ROWS)
        .mapToObj(
            k ->
                "INSERT INTO t VALUES (%d, %d, %d, %s, %s, %s, %s, %s)"
                    .formatted(
                        k,
                        random.nextInt(2_001) - 1_000,
                        random.nextInt(20) - 10,
                        pick(random, AWKWARD),
                        random.nextGaussian(),
                        pick(random, AWKWARD),
                        random.nextInt(10_000_000) / 100.0,
                        pick(random, AWKWARD)))
        .collect(Collectors.joining("; "));
  }

  private static void fill(Statement statement, SqliteProgram sqlite, DerivedSchema plan)
      throws SQLException {
    String create = plan.preData().get(1).replaceFirst("\"calculated\".\"t\"", "t");
    statement.execute(create.replaceFirst("CREATE TABLE", "CREATE TEMP TABLE"));
    copy(statement, sqlite, plan, "t");
  }

  /** Moves the rows as the product does, value by value. */
  private static void copy(
      Statement statement, SqliteProgram sqlite, DerivedSchema plan, String table)
      throws SQLException {
    List<PlannedColumn> columns = plan.columns().stream().filter(c -> !c.computed()).toList();
    String names = columns.stream().map(c -> c.source()).collect(Collectors.joining(", "));
    for (PlannedColumn column : columns) {
      List<String> literals = new ArrayList<>();
      for (String shown : numbers(sqlite, "SELECT " + column.source() + " FROM t ORDER BY k")) {
        ConversionOutcome outcome = column.conversion().convert(stored(shown));
        assertThat(outcome)
            .as(column + " " + shown)
            .isInstanceOf(ConversionOutcome.Converted.class);
        literals.add(((ConversionOutcome.Converted) outcome).literal());
      }
      if (column.source().equals("k")) {
        for (String key : literals) {
          statement.execute("INSERT INTO " + table + " (k) VALUES (" + key + ")");
        }
      } else {
        int k = 0;
        for (String literal : literals) {
          statement.execute(
              "UPDATE %s SET %s = %s WHERE k = %d"
                  .formatted(
                      table, column.target(), literal == null ? "NULL" : "'" + literal + "'", ++k));
        }
      }
    }
    assertThat(names).startsWith("k");
  }

  private static SourceValue stored(String shown) {
    if (shown == null) {
      return SourceValue.NULL;
    }
    return shown.startsWith("real ")
        ? new SourceValue.Real(Double.parseDouble(shown.substring(5)))
        : new SourceValue.Whole(Long.parseLong(shown));
  }

  private static int compare(
      Statement statement,
      SqliteProgram sqlite,
      TableScope scope,
      String expression,
      boolean truth,
      List<String> differences)
      throws SQLException {
    TypedSql typed;
    try {
      typed = ExpressionWriter.write(expression, scope);
    } catch (SqliteSyntaxException e) {
      return 0;
    }
    List<String> expected = numbers(sqlite, "SELECT " + expression + " FROM t ORDER BY k");
    String sql = truth ? "(" + typed.sql() + ")::int" : typed.sql();
    List<String> said = numbers(statement, "SELECT " + sql + " FROM t ORDER BY k");
    for (int i = 0; i < expected.size(); i++) {
      if (!same(expected.get(i), said.get(i))) {
        differences.add(expression + " row " + i + ": " + expected.get(i) + ", " + said.get(i));
      }
    }
    return 1;
  }

  /** As numbers to the last bit: whether a whole one is INTEGER or REAL is no difference. */
  private static boolean same(String expected, String said) {
    if (expected == null || said == null) {
      return expected == null && said == null;
    }
    BigDecimal first = new BigDecimal(expected.replace("real ", ""));
    BigDecimal second = new BigDecimal(said.replace("real ", ""));
    boolean real = expected.startsWith("real") || said.startsWith("real");
    return real ? first.doubleValue() == second.doubleValue() : first.compareTo(second) == 0;
  }

  /** Integers as their digits; reals as the exact decimal of their bits. */
  private static List<String> numbers(SqliteProgram sqlite, String query) {
    List<String> numbers = new ArrayList<>();
    String column = query.replaceFirst("(?s)^SELECT (.*) FROM .*$", "$1");
    String shown =
        query.replaceFirst(
            "(?s)^SELECT .* FROM ",
            java.util.regex.Matcher.quoteReplacement(
                "SELECT typeof("
                    + column
                    + ") AS c, CASE typeof("
                    + column
                    + ") WHEN 'real' THEN hex(ieee754_to_blob("
                    + column
                    + ")) ELSE CAST(("
                    + column
                    + ") AS TEXT) END AS v FROM "));
    for (JsonNode row : sqlite.rows(shown)) {
      String value = row.get("v").isNull() ? null : row.get("v").asText();
      numbers.add(
          row.get("c").asText().equals("real")
              ? real(ByteBuffer.wrap(HexFormat.of().parseHex(value)).getDouble())
              : value);
    }
    return numbers;
  }

  private static List<String> numbers(Statement statement, String query) throws SQLException {
    List<String> numbers = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      boolean real = rows.getMetaData().getColumnTypeName(1).equals("float8");
      boolean decimal = rows.getMetaData().getColumnTypeName(1).equals("numeric");
      while (rows.next()) {
        String text = rows.getString(1);
        boolean whole = text != null && new BigDecimal(text).stripTrailingZeros().scale() <= 0;
        numbers.add(
            text != null && (real || decimal && !whole) ? real(Double.parseDouble(text)) : text);
      }
    }
    return numbers;
  }

  private static String real(double value) {
    return "real " + new BigDecimal(value);
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static String pick(Random random, List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }
}
