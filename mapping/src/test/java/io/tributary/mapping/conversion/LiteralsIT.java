package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** PostgreSQL's own input functions take every literal, and refuse what the conversions reject. */
class LiteralsIT {
  private static final List<String> NOT_HERE = List.of("vector(3)", "foldertype");

  @Test
  void postgresTakesEveryLiteral() throws SQLException {
    try (Connection postgres = PostgresFixture.target().connect("postgres")) {
      for (Arguments value : Stream.concat(ConversionsTest.values(), times()).toList()) {
        Conversion conversion = (Conversion) value.get()[0];
        ConversionOutcome outcome = conversion.convert((SourceValue) value.get()[1]);
        String literal = ((ConversionOutcome.Converted) outcome).literal();
        if (!NOT_HERE.contains(conversion.targetType())) {
          assertThat(accepted(postgres, literal, conversion.targetType())).as(literal).isTrue();
        }
      }
    }
  }

  @Test
  void postgresRefusesTheJsonThatIsRejected() throws SQLException {
    try (Connection postgres = PostgresFixture.target().connect("postgres")) {
      for (Arguments value : ConversionsTest.rejections().toList()) {
        if (value.get()[0] instanceof JsonConversion json
            && value.get()[1] instanceof SourceValue.Text text) {
          assertThat(accepted(postgres, text.value(), json.targetType()))
              .as(text.value())
              .isFalse();
        }
      }
    }
  }

  @Test
  void postgresTakesTheDeepestJsonThatIsConverted() throws SQLException {
    String deep = "[".repeat(3_000) + "]".repeat(3_000);
    assertThat(new JsonConversion(true).text(deep)).isEqualTo(ConversionOutcome.converted(deep));
    try (Connection postgres = PostgresFixture.target().connect("postgres")) {
      assertThat(accepted(postgres, deep, "jsonb")).isTrue();
    }
  }

  @Test
  void jsonbGivesFloatsBackAsFloatsAndIntegersAsIntegers() throws Exception {
    ObjectMapper reader = new ObjectMapper();
    Random random = new Random(7);
    List<String> numbers =
        new ArrayList<>(
            List.of(
                "1e308", "1.7976931348623157e+308", "5e-324", "1E5", "1.0", "10", "0e9", "-1e0"));
    for (int i = 0; i < 500; i++) {
      double real = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(real)) {
        numbers.add(Double.toString(real));
        numbers.add((long) real % 1000 + "e" + random.nextInt(30));
        numbers.add(String.valueOf(random.nextLong()));
      }
    }
    String all = "[" + String.join(", ", numbers) + "]";
    String literal = ((ConversionOutcome.Converted) new JsonConversion(true).text(all)).literal();
    try (Connection postgres = PostgresFixture.target().connect("postgres");
        PreparedStatement statement = postgres.prepareStatement("SELECT CAST(? AS jsonb)::text")) {
      statement.setString(1, literal);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        JsonNode back = reader.readTree(row.getString(1));
        JsonNode sent = reader.readTree(all);
        for (int i = 0; i < numbers.size(); i++) {
          assertThat(back.get(i).isFloatingPointNumber())
              .as(numbers.get(i))
              .isEqualTo(sent.get(i).isFloatingPointNumber());
          assertThat(back.get(i).doubleValue() + 0.0)
              .as(numbers.get(i))
              .isEqualTo(sent.get(i).doubleValue() + 0.0);
        }
      }
    }
  }

  private static Stream<Arguments> times() {
    Conversion zoned = new TimestampConversion(true, ZoneRule.UTC, EpochUnit.BY_DIGITS, 6);
    return Stream.of("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "1758376688250")
        .map(text -> Arguments.of(zoned, new SourceValue.Text(text)));
  }

  private static boolean accepted(Connection postgres, String literal, String type)
      throws SQLException {
    try (PreparedStatement statement =
        postgres.prepareStatement("SELECT CAST(?::text AS " + type + ") IS NULL")) {
      statement.setString(1, literal);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1) == (literal == null);
      }
    } catch (SQLException e) {
      return false;
    }
  }
}
