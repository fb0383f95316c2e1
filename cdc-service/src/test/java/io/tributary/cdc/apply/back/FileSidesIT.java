package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.common.plan.rule.ConversionRules;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

/** A SQLite file and its target take turns in being written to, while they are. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class FileSidesIT extends RoundsContract {
  private static final String ACCOUNTS = "SELECT id, owner, changed FROM %saccount ORDER BY id";

  private TwoWayFile move;

  @Override
  TwoWayStreams begun() throws Exception {
    move =
        new TwoWayFile(
            apply,
            ConversionRules.UNSAID,
            """
            PRAGMA journal_mode = wal;
            CREATE TABLE account (
              id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL UNIQUE,
              changed INTEGER NOT NULL DEFAULT 0);
            CREATE TABLE line (said TEXT);
            INSERT INTO account (owner) VALUES ('early'), ('other');
            INSERT INTO line VALUES ('early')\
            """);
    move.begin();
    return move;
  }

  @Override
  PatientApplication.Side legacy() {
    return name -> move.write("BEGIN IMMEDIATE; " + statements("", name) + "; COMMIT");
  }

  @Override
  PatientApplication.Side target() {
    return name -> {
      try (Connection connection = move.asApplication();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute(statements("app.", name));
        connection.commit();
      }
    };
  }

  private static String statements(String schema, String name) {
    return """
        INSERT INTO %1$saccount (owner) VALUES ('%2$s');
        UPDATE %1$saccount SET changed = changed + 1 WHERE owner = 'early';
        INSERT INTO %1$sline (said) VALUES ('%2$s')"""
        .formatted(schema, name);
  }

  @Override
  List<String> inSource() {
    return move.lines("SELECT said FROM line WHERE said LIKE 'w%'");
  }

  @Override
  List<String> inTarget() {
    return move.target.rows("SELECT said FROM app.line WHERE said LIKE 'w%'");
  }

  /** A change of a size that is read in pieces, in a table whose rows have no key. */
  @Override
  void meanwhile(int round) {
    move.target.runTogether(
        "INSERT INTO app.line (said) SELECT 'round " + round + "' FROM generate_series(1, 3000)",
        "UPDATE app.account SET changed = changed + 100 WHERE owner = 'other'",
        "DELETE FROM app.line WHERE said = 'round " + (round - 1) + "'");
  }

  @Override
  void assertEqual() {
    assertThat(move.lines(ACCOUNTS.formatted("")))
        .isEqualTo(move.target.rows(ACCOUNTS.formatted("app.")));
    assertThat(move.lines("SELECT count(*) FROM line"))
        .isEqualTo(move.target.rows("SELECT count(*) FROM app.line"));
  }
}
