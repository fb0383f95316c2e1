package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source and its target take turns in being written to. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ChangingSidesIT {
  private static final int ROUNDS = 3;
  private static final List<String> TABLES = List.of("account", "line", "doc", "part");

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
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
                "INSERT INTO doc (body) SELECT string_agg(md5(g::text), '') FROM generate_series(1, 3000) g")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void losesAndDoublesNothingHoweverOftenTheSidesChange() throws Exception {
    // given
    try (PatientApplication application = new PatientApplication(move)) {
      for (int round = 1; round <= ROUNDS; round++) {
        // when: out
        application.awaitWrites(40);
        change(move.out);
        // when: an order of a size that is read in pieces, a table emptied, and back
        application.awaitWrites(40);
        largeChange(round);
        change(move.back);
        move.restartService();
      }

      // then
      application.awaitWrites(40);
      change(move.out);
      application.awaitWrites(40);
      List<String> acknowledged = application.stop();
      assertThat(move.target.rows("SELECT owner FROM app.account WHERE owner LIKE 'w%'"))
          .doesNotHaveDuplicates()
          .containsAll(acknowledged);
      awaitEqual();
    }
    assertThat(move.status(move.out).error()).isNull();
    assertThat(move.status(move.back).error()).isNull();
  }

  private void change(MovingSource way) {
    SourceDriver driver = move.close(way);
    assertEqual();
    move.open(driver);
  }

  private void largeChange(int round) {
    move.target.runTogether(
        "INSERT INTO app.line SELECT 'round " + round + " ' || g FROM generate_series(1, 5000) g",
        "INSERT INTO app.part SELECT g, CASE g % 2 WHEN 0 THEN 'a' ELSE 'b' END"
            + " FROM generate_series(1, 3000) g ON CONFLICT DO NOTHING");
    move.target.run("UPDATE app.doc SET n = n + 1", "DELETE FROM app.line WHERE said = 'early'");
    if (round == 2) {
      move.target.run("TRUNCATE app.part");
    }
  }

  private void awaitEqual() {
    await()
        .atMost(TwoWayStreams.LIMIT)
        .untilAsserted(
            () -> {
              assertThat(move.status(move.back).error()).isNull();
              assertEqual();
            });
  }

  private void assertEqual() {
    for (String table : TABLES) {
      assertThat(rows(move.target.rows("SELECT t::text FROM app." + table + " t")))
          .as(table)
          .isEqualTo(rows(move.source.rows("SELECT t::text FROM public." + table + " t")));
    }
  }

  private static List<String> rows(List<String> read) {
    List<String> sorted = new ArrayList<>(read);
    sorted.sort(null);
    return sorted;
  }
}
