package io.tributary.cdc.apply.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.cdc.apply.fixture.CopyScenario;
import org.junit.jupiter.api.Test;

/** Whatever dies while tables are copied, each row arrives once. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class CopyRecoveryIT extends CopyScenario {

  @Test
  void copiesOnceWhenKilledInTheMiddleOfAChunk() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v text)",
        "INSERT INTO big SELECT g, repeat('v', 100) FROM generate_series(1, 5000) g",
        "CREATE TABLE keyless (line text)",
        "INSERT INTO keyless SELECT 'line ' || g FROM generate_series(1, 100) g");
    hooks.beforeCommit(2, CopyScenario::die);
    hooks.afterCommit(3, CopyScenario::die);

    // when: killed with its rows written, and with its rows committed; the snapshot is still there
    begin();
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-UNEXPECTED");
    move.resume();
    await().atMost(ChangingMigration.LIMIT).until(() -> !move.status().running() || complete());
    move.source.run("UPDATE big SET v = 'w' WHERE id < 100", "INSERT INTO keyless VALUES ('one')");
    move.resume();
    awaitComplete();
    move.settle();

    // then
    move.assertEqual("big");
    move.assertEqual("keyless");
    assertThat(number(LATER)).isZero();
  }

  @Test
  void readsTheMissingChunksLaterWhenTheSnapshotIsGone() throws Exception {
    // given: what is large is stored outside of the row, and not sent when it stays
    create(
        "CREATE TABLE big (id int PRIMARY KEY, u int UNIQUE, v text, n int)",
        "ALTER TABLE big ALTER v SET STORAGE EXTERNAL",
        "INSERT INTO big SELECT g, g, repeat(md5(g::text), 70), 0 FROM generate_series(1, 600) g");
    hooks.afterCommit(5, CopyScenario::die);
    begin();
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-UNEXPECTED");
    int early = number(DONE);
    assertThat(early).isPositive().isLessThan(number(CHUNKS));

    // when: rows change, go, come again and swap unique values before they are read
    move.source.run(
        "UPDATE big SET n = 1",
        "UPDATE big SET u = -u WHERE id % 2 = 0",
        "DELETE FROM big WHERE id % 5 = 0",
        "INSERT INTO big SELECT g, g, 'again', 2 FROM generate_series(10, 600, 10) g",
        "UPDATE big SET u = u + 10000",
        "UPDATE big SET u = u - 9999 WHERE id % 3 = 0",
        "UPDATE big SET v = repeat('new', 1000) WHERE id % 4 = 0",
        "DELETE FROM big WHERE id % 7 = 0");
    move.restartService();
    move.resume();
    awaitComplete();
    move.source.run("UPDATE big SET n = 3 WHERE id % 2 = 1");
    move.settle();

    // then
    move.assertEqual("big");
    assertThat(number(LATER)).isEqualTo(number(CHUNKS) - early);
  }

  @Test
  void stopsAtARowThatGotAnotherKeyBetweenTheMomentsOfItsTable() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v text)",
        "ALTER TABLE big ALTER v SET STORAGE EXTERNAL",
        "INSERT INTO big SELECT g, repeat(md5(g::text), 70) FROM generate_series(1, 600) g");
    hooks.afterCommit(5, CopyScenario::die);
    begin();
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-UNEXPECTED");

    // when
    move.source.run("UPDATE big SET id = 0 WHERE id = 600");
    move.restartService();
    move.resume();

    // then
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-MOVED-WHILE-COPIED");
  }

  @Test
  void startsKeylessTablesAnewWhenTheSnapshotIsGone() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v text)",
        "INSERT INTO big SELECT g, repeat('v', 100) FROM generate_series(1, 5000) g",
        "CREATE TABLE keyless (line text)",
        "INSERT INTO keyless SELECT 'line ' || (g % 3) FROM generate_series(1, 100) g");
    hooks.afterCommit(4, CopyScenario::die);
    begin();
    assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-UNEXPECTED");
    String first = slot();

    // when
    move.source.run(
        "INSERT INTO keyless VALUES ('between')",
        "DELETE FROM keyless WHERE line = 'line 1'",
        "DELETE FROM big WHERE id < 100");
    move.restartService();
    move.resume();
    awaitComplete();
    move.source.run("INSERT INTO keyless VALUES ('between')");
    move.settle();

    // then
    move.assertEqual("big");
    move.assertEqual("keyless");
    assertThat(slot()).isNotEqualTo(first);
    assertThat(number(LATER)).isZero();
  }

  @Test
  void goesOnByItselfWhenTheSourceHasLostItsSnapshot() throws Exception {
    // given
    create(
        "CREATE TABLE big (id int PRIMARY KEY, v text)",
        "INSERT INTO big SELECT g, repeat('v', 100) FROM generate_series(1, 5000) g");
    hooks.afterCommit(
        3,
        () ->
            move.source.run(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE backend_type = 'walsender' AND datname = current_database()"
                    + " AND application_name = 'tributary'",
                "UPDATE big SET v = 'w' WHERE id % 2 = 0"));

    // when
    begin();
    awaitComplete();
    move.settle();

    // then
    move.assertEqual("big");
    assertThat(number(LATER)).isPositive();
  }
}
