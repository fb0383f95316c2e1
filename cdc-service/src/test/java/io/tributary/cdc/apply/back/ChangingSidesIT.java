package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.fixture.VersionsRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source and its target take turns in being written to. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
@ExtendWith(VersionsRun.class)
class ChangingSidesIT extends RoundsContract {
  private static final List<String> TABLES = List.of("account", "line", "doc", "part");

  private TwoWayMigration move;

  @Override
  TwoWayStreams begun() throws Exception {
    move =
        new TwoWayMigration(
            apply,
            "CREATE TABLE account (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                + " owner text UNIQUE, changed int NOT NULL DEFAULT 0,"
                + " doubled int GENERATED ALWAYS AS (changed * 2) STORED)",
            "CREATE TABLE line (said text)",
            "CREATE TABLE doc (id serial PRIMARY KEY, body text, n int NOT NULL DEFAULT 0)",
            "CREATE TABLE part (id int, kind text, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind)",
            "CREATE TABLE part_a PARTITION OF part FOR VALUES IN ('a')",
            "CREATE TABLE part_b PARTITION OF part FOR VALUES IN ('b')",
            "INSERT INTO account (owner) SELECT 'early ' || g FROM generate_series(1, 100) g",
            "INSERT INTO line SELECT 'early' FROM generate_series(1, 5)",
            "INSERT INTO doc (body) SELECT string_agg(md5(g::text), '') FROM generate_series(1, 3000) g");
    return move.started();
  }

  @Override
  PatientApplication.Side legacy() {
    return name -> write(move.asLegacyApplication(), "public", name);
  }

  @Override
  PatientApplication.Side target() {
    return name -> write(move.asApplication(), "app", name);
  }

  private static void write(Connection opened, String schema, String name) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL search_path = " + schema);
      statement.execute("INSERT INTO account (owner) VALUES ('" + name + "')");
      statement.execute("UPDATE account SET changed = changed + 1 WHERE owner = 'early 7'");
      statement.execute("INSERT INTO line VALUES ('" + name + "')");
      connection.commit();
    }
  }

  @Override
  List<String> inSource() {
    return move.source.rows("SELECT said FROM public.line WHERE said LIKE 'w%'");
  }

  @Override
  List<String> inTarget() {
    return move.target.rows("SELECT said FROM app.line WHERE said LIKE 'w%'");
  }

  /** A change of a size that is read in pieces, and a table that is emptied. */
  @Override
  void meanwhile(int round) {
    move.target.runTogether(
        "INSERT INTO app.line SELECT 'round " + round + " ' || g FROM generate_series(1, 5000) g",
        "INSERT INTO app.part SELECT g, CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END"
            + " FROM generate_series(1, 3000) g ON CONFLICT DO NOTHING");
    move.target.run("UPDATE app.doc SET n = n + 1", "DELETE FROM app.line WHERE said = 'early'");
    if (round == 2) {
      move.target.run("TRUNCATE app.part");
    }
  }

  @Override
  void assertEqual() {
    for (String table : TABLES) {
      assertThat(move.target.rows("SELECT t::text FROM app." + table + " t"))
          .as(table)
          .containsExactlyInAnyOrderElementsOf(
              move.source.rows("SELECT t::text FROM public." + table + " t"));
    }
  }
}
