package io.tributary.common.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
        Outcome outcome = conversion.convert((Stored) value.get()[1]);
        String literal = ((Outcome.Converted) outcome).literal();
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
            && value.get()[1] instanceof Stored.Text text) {
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
    assertThat(new JsonConversion(true).text(deep)).isEqualTo(Outcome.converted(deep));
    try (Connection postgres = PostgresFixture.target().connect("postgres")) {
      assertThat(accepted(postgres, deep, "jsonb")).isTrue();
    }
  }

  private static Stream<Arguments> times() {
    Conversion zoned = new TimestampConversion(true, ZoneRule.UTC, Epoch.BY_DIGITS, 6);
    return Stream.of("0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "1758376688250")
        .map(text -> Arguments.of(zoned, new Stored.Text(text)));
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
