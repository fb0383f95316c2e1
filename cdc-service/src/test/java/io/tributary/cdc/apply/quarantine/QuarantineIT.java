package io.tributary.cdc.apply.quarantine;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.cdc.apply.fixture.SqliteScenario;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Rows that are not converted, or that the target refuses, where the migration keeps them aside.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class QuarantineIT extends SqliteScenario {

  @Test
  void keepsARefusedRowAsideUntilItIsCorrected() {
    // given
    start();
    emptySnapshot();
    // when refused
    badItem(item(topic.begin(), "1", "1", "a"), "2").end();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|a");
    assertThat(quarantine()).containsExactly("main.item|[\"2\"]|n|NOT_A_NUMBER");
    assertThat(target.one("SELECT detail FROM tributary.quarantine")).contains("no number");
    assertThat(quarantined()).isEqualTo(1);
    // when corrected
    item(topic.begin(), "2", "2", "b").end();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|a", "2|2|b");
    assertThat(quarantine()).isEmpty();
    assertThat(quarantined()).isZero();
  }

  @Test
  void takesARowOutOfTheTargetWhoseNewStateIsRefused() {
    // given
    start();
    emptySnapshot();
    item(item(topic.begin(), "1", "1", "a"), "2", "2", "b").end();
    settle();
    // when
    badItem(topic.begin(), "2").end();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|a");
    assertThat(quarantine()).containsExactly("main.item|[\"2\"]|n|NOT_A_NUMBER");
    // when it goes
    noItem(topic.begin(), "2").end();
    settle();
    // then
    assertThat(quarantine()).isEmpty();
    assertThat(items()).containsExactly("1|1|a");
  }

  @Test
  void keepsOneEntryPerRowWhoseKeyIsNull() {
    // given
    target.run("DELETE FROM tributary.preparation");
    migration =
        target.sqliteMigration(
            stream.migration(),
            io.tributary.common.plan.rule.OnInvalid.QUARANTINE,
            "CREATE TABLE tag (k TEXT PRIMARY KEY, v TEXT)");
    target.table("app.tag", "k text PRIMARY KEY, v text");
    start();
    topic.snapshotStarted();
    topic.snapshotRow("tag", row("k", null, "v", "1"));
    topic.snapshotRow("tag", row("k", null, "v", "2"));
    topic.snapshotCompleted();
    settle();
    assertThat(quarantined()).isEqualTo(2);
    // when one of the two is gone
    topic
        .begin()
        .delete("tag", row("k", null, "v", null))
        .update("tag", row("k", null, "v", "2"))
        .end();
    settle();
    // then
    assertThat(target.rows("SELECT source_row #>> '{1,value}', reason FROM tributary.quarantine"))
        .containsExactly("2|NULL_KEY");
    assertThat(quarantined()).isEqualTo(1);
  }

  @Test
  void goesOnWhereItWasWhenKilledBetweenCommitAndAck() {
    // given
    start();
    emptySnapshot();
    settle();
    hooks.nextAfterCommit(ApplyScenario::die);
    // when
    badItem(badItem(item(topic.begin(), "1", "1", "a"), "2"), "3").end();
    topic.flush();
    awaitStopped();
    start();
    item(topic.begin(), "3", "3", "c").end();
    noItem(topic.begin(), "1").end();
    settle();
    // then
    assertThat(items()).containsExactly("3|3|c");
    assertThat(quarantine()).containsExactly("main.item|[\"2\"]|n|NOT_A_NUMBER");
    assertThat(quarantined()).isEqualTo(1);
  }

  @Test
  void beginsEmptyWhenTheSnapshotIsRepeated() {
    // given
    start();
    topic.snapshotStarted();
    topic.classes(row("n", "text")).snapshotRow("item", item("1", "bad"));
    topic.snapshotRow("item", item("2", "2"));
    // when
    topic.snapshotStarted();
    topic.snapshotRow("item", item("1", "1"));
    topic.classes(row("n", "text")).snapshotRow("item", item("3", "bad"));
    topic.snapshotCompleted();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|x");
    assertThat(quarantine()).containsExactly("main.item|[\"3\"]|n|NOT_A_NUMBER");
    assertThat(quarantined()).isEqualTo(1);
  }

  @Test
  void readsATableAgainInPiecesOfALargeTransaction() {
    // given
    start();
    emptySnapshot();
    badItem(badItem(item(topic.begin(), "1", "1", "a"), "2"), "5000").end();
    settle();
    // when
    ChangeTopic.Tx tx = topic.begin().truncate("item");
    for (int i = 1; i <= 1000; i++) {
      if (i % 100 == 0) {
        tx.classes("n", "text").insert("item", item(String.valueOf(i), "bad"));
      } else {
        tx.insert("item", item(String.valueOf(i), String.valueOf(i)));
      }
    }
    item(tx, "100", "100", "good");
    tx.end();
    settle();
    // then
    assertThat(target.one("SELECT count(*), sum(n) FROM app.item")).isEqualTo("991|495100");
    assertThat(target.one("SELECT count(*) FROM tributary.quarantine")).isEqualTo("9");
    assertThat(quarantined()).isEqualTo(9);
  }

  @Test
  void keepsExactlyTheRowsAsideThatTheTargetRefuses() {
    // given
    target.run("ALTER TABLE app.item ADD CHECK (n < 100), ADD UNIQUE (v)");
    start();
    emptySnapshot();
    item(item(topic.begin(), "1", "1", "a"), "2", "2", "b").end();
    settle();
    // when two rows swap a unique value next to a row that breaks a rule
    ChangeTopic.Tx tx = topic.begin();
    item(item(item(item(tx, "1", "1", "b"), "3", "300", "c"), "2", "2", "a"), "4", "4", "d").end();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|b", "2|2|a", "4|4|d");
    assertThat(quarantine()).containsExactly("main.item|[\"3\"]|null|TARGET_REFUSED");
    assertThat(target.one("SELECT detail FROM tributary.quarantine"))
        .contains("item_n_check", "23514")
        .doesNotContain("300");
    assertThat(target.rows("SELECT * FROM tributary.dead_letter")).isEmpty();
    // when it keeps the rule
    item(topic.begin(), "3", "30", "c").end();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|b", "2|2|a", "3|30|c", "4|4|d");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void solvesAUniqueConflictBetweenPiecesOfOneTransaction() {
    // given
    target.run("ALTER TABLE app.item ADD UNIQUE (v)");
    start();
    emptySnapshot();
    item(topic.begin(), "1", "1", "first").end();
    settle();
    // when
    ChangeTopic.Tx tx = item(topic.begin(), "2", "2", "first");
    for (int i = 100; i < 700; i++) {
      item(tx, String.valueOf(i), "0", "v" + i);
    }
    item(tx, "1", "1", "other").end();
    settle();
    // then
    assertThat(quarantine()).isEmpty();
    assertThat(target.rows("SELECT id, v FROM app.item WHERE id < 10 ORDER BY id"))
        .containsExactly("1|other", "2|first");
  }

  @Test
  void triesEverythingAgainInAReplay() {
    // given
    target.run("ALTER TABLE app.item ADD CONSTRAINT small CHECK (n < 100)");
    start();
    emptySnapshot();
    ChangeTopic.Tx tx = badItem(item(topic.begin(), "1", "300", "a"), "2");
    // More than a replay takes at once.
    for (int i = 1000; i < 1600; i++) {
      item(tx, String.valueOf(i), "200", "x");
    }
    tx.end();
    settle();
    assertThat(quarantined()).isEqualTo(602);
    // when
    target.run("ALTER TABLE app.item DROP CONSTRAINT small");
    long applied = apply.replay(stream, Set.of());
    // then
    assertThat(applied).isEqualTo(601);
    assertThat(items()).hasSize(601).contains("1|300|a");
    assertThat(quarantine()).containsExactly("main.item|[\"2\"]|n|NOT_A_NUMBER");
    await().atMost(SOON).until(() -> quarantined() == 1);
  }

  private static java.util.Map<String, String> item(String id, String n) {
    return row("id", id, "n", n, "v", "x", "at", null);
  }
}
