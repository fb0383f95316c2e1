package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.policy.ApplyError;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody makes at the target beside the tables while the way back reads there. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class TargetIndexIT {
  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
            apply,
            "CREATE TABLE doc (id int PRIMARY KEY, body text)",
            "INSERT INTO doc VALUES (1, 'early')");
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void neverHoldsUpTheWayBackIfItOnlyMakesReadingFaster() {
    // given
    move.started();

    // when
    move.target.run("CREATE INDEX by_body ON app.doc (body)");
    move.homeward().supervise();
    move.change(move.out);
    move.target.run(
        "INSERT INTO app.doc VALUES (2, 'late')",
        "DROP INDEX app.by_body",
        "CREATE INDEX by_length ON app.doc (length(body))");
    move.homeward().supervise();
    move.target.run("INSERT INTO app.doc VALUES (3, 'later')");

    // then
    move.awaitRows(
        move.source, "SELECT id, body FROM doc ORDER BY id", "1|early", "2|late", "3|later");
    move.change(move.back);
    assertThat(move.status(move.back).error()).isNull();
  }

  @Test
  void stopsTheWayBackIfItBindsTheRows() {
    // given
    move.started();
    move.change(move.out);

    // when
    move.target.run("CREATE UNIQUE INDEX only_once ON app.doc (body)");
    move.homeward().supervise();

    // then
    assertThat(move.awaitError(move.back, ApplyError.SCHEMA_CHANGED).message())
        .contains("only_once");
  }

  @Test
  void isNoLostWriteIfItGoesBeforeTheSourceEverHadIt() {
    // given
    move.begin(
        () -> move.target.run("ALTER TABLE app.doc ADD CONSTRAINT no_bob CHECK (body <> 'bob')"));

    // when
    move.target.run("ALTER TABLE app.doc DROP CONSTRAINT no_bob");
    move.homeward().supervise();
    move.source.run("INSERT INTO doc VALUES (2, 'bob')");
    move.awaitRows(move.target, "SELECT id, body FROM app.doc ORDER BY id", "1|early", "2|bob");
    move.change(move.out);
    move.target.run("INSERT INTO app.doc VALUES (3, 'there')");

    // then
    move.awaitRows(
        move.source, "SELECT id, body FROM doc ORDER BY id", "1|early", "2|bob", "3|there");
    assertThat(move.status(move.back).error()).isNull();
  }
}
