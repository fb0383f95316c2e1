package io.tributary.cdc.apply.copy;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first rows, and what happens when their copy starts again. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class SnapshotIT extends ApplyScenario {

  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, n text");
    target.table("app.entry", "n int");
  }

  private void rows(int from, int to) {
    for (int i = from; i <= to; i++) {
      topic.snapshotRow("item", row("id", String.valueOf(i), "n", "s"));
      topic.snapshotRow("entry", row("n", String.valueOf(i)));
    }
  }

  @Test
  void completesBeforeTheFirstStreamedChange() {
    // given
    topic.snapshotStarted();
    rows(1, 1200);
    topic.snapshotCompleted();
    topic.begin().insert("entry", row("n", "1201")).end();
    // when
    String[] seen = new String[1];
    boolean[] rowsIn = new boolean[2];
    start(
        () -> {
          snapshotCompletions.incrementAndGet();
          seen[0] = target.one("SELECT count(*) FROM app.entry");
          rowsIn[0] = apply.status(stream).snapshotRowsIn();
          rowsIn[1] = apply.status(stream).snapshotComplete();
        });
    settle();
    // then
    assertThat(seen[0]).isEqualTo("1200");
    assertThat(rowsIn).containsExactly(true, false);
    assertThat(snapshotCompletions).hasValue(1);
    assertThat(target.one("SELECT count(*) FROM app.entry")).isEqualTo("1201");
    assertThat(target.one("SELECT count(*) FROM app.item")).isEqualTo("1200");
    assertThat(apply.status(stream).snapshotComplete()).isTrue();
    assertThat(apply.status(stream).progress().snapshot().rows()).isEqualTo(2400);
  }

  @Test
  void startsAgainFromTheBeginningWhenTheConnectorDoes() {
    // given
    target.run("CREATE TABLE app.theirs (n int); INSERT INTO app.theirs VALUES (1)");
    topic.snapshotStarted();
    rows(1, 700);
    topic.flush();
    start();
    await().atMost(SOON).until(() -> apply.status(stream).progress().snapshot().rows() == 1400);
    apply.stop(stream);
    // when
    topic.snapshotStarted();
    rows(1, 30);
    topic.snapshotCompleted();
    start();
    settle();
    // then
    assertThat(target.one("SELECT count(*) FROM app.entry")).isEqualTo("30");
    assertThat(target.one("SELECT count(*) FROM app.item")).isEqualTo("30");
    assertThat(target.one("SELECT count(*) FROM app.theirs")).isEqualTo("1");
    assertThat(apply.status(stream).progress().snapshot().rows()).isEqualTo(60);
  }

  @Test
  void goesOnInTheMiddleAfterARestartOfApply() {
    // given
    topic.snapshotStarted();
    rows(1, 300);
    topic.flush();
    start();
    await().atMost(SOON).until(() -> apply.status(stream).progress().snapshot().rows() == 600);
    hooks.nextAfterCommit(ApplyScenario::die);
    rows(301, 600);
    topic.flush();
    awaitStopped();
    // when
    topic.snapshotCompleted();
    start();
    settle();
    // then
    assertThat(target.one("SELECT count(*), count(DISTINCT n) FROM app.entry"))
        .isEqualTo("600|600");
    assertThat(target.one("SELECT count(*) FROM app.item")).isEqualTo("600");
  }
}
