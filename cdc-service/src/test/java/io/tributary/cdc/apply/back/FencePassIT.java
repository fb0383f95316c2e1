package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Apply writes past a fence, and nobody else does who knows what he can read of it. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class FencePassIT {
  private static final String ARGUMENTS =
      "SELECT split_part(encode(tgargs, 'escape'), '\\000', 7) FROM pg_trigger"
          + " WHERE tgname = 'tributary_fence' AND tgrelid = '%s'::regclass";

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply, "CREATE TABLE line (said text)", "INSERT INTO line VALUES ('early')")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void refusesAnApplicationOfTheSourceThatGuessesAPass() throws Exception {
    // given
    move.change(move.out);

    // then: even the superuser
    try (Connection legacy = move.asLegacyApplication()) {
      assertRefused(legacy, "public.line");
    }
    move.target.run("INSERT INTO app.line VALUES ('at the target')");
    move.awaitRows(move.source, "SELECT said FROM line ORDER BY 1", "at the target", "early");
  }

  @Test
  void refusesAnApplicationOfTheTargetThatGuessesAPass() throws Exception {
    // given
    move.change(move.out);
    move.change(move.back);

    // then
    try (Connection application = move.asApplication();
        Statement statement = application.createStatement()) {
      assertRefused(application, "app.line");
      assertThatThrownBy(() -> statement.execute("SELECT key FROM tributary.message_key"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
    move.source.run("INSERT INTO line VALUES ('at the source')");
    move.awaitRows(move.target, "SELECT said FROM app.line ORDER BY 1", "at the source", "early");
  }

  private void assertRefused(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      var digest = statement.executeQuery(ARGUMENTS.formatted(table));
      assertThat(digest.next()).isTrue();
      assertThat(digest.getString(1)).as("what everybody may read").matches("[0-9a-f]{64}");
      for (String guess : List.of(digest.getString(1), "", "anything")) {
        statement.execute("SET tributary.pass = '" + guess + "'");
        for (String write : List.of("INSERT INTO %s VALUES ('x')", "UPDATE %s SET said = 'x'")) {
          assertThatThrownBy(() -> statement.execute(write.formatted(table)))
              .as("with '%s'", guess)
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
        }
      }
      // A function of his own in front of the server's changes nothing.
      statement.execute("RESET tributary.pass");
      statement.execute(
          "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS"
              + " $$ SELECT decode('"
              + digestOf(statement, table)
              + "', 'hex') $$");
      statement.execute("SET search_path = pg_temp, pg_catalog, public");
      assertThatThrownBy(() -> statement.execute("INSERT INTO " + table + " VALUES ('x')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    }
  }

  private static String digestOf(Statement statement, String table) throws SQLException {
    var rows = statement.executeQuery(ARGUMENTS.formatted(table));
    rows.next();
    return rows.getString(1);
  }
}
