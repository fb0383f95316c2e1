package io.tributary.cdc.apply.quarantine;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.cdc.apply.fixture.SqliteScenario;
import io.tributary.common.plan.rule.OnInvalid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refused rows where the migration does not keep them aside. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class StopAtRefusedRowIT extends SqliteScenario {
  private static final String REFUSED = "TRB-APPLY-ROW-REFUSED";

  @BeforeEach
  void stopAtRefused() {
    declare(OnInvalid.STOP);
  }

  @Test
  void stopsBeforeTheRowAndGoesOnOnceItIsCorrected() {
    // given
    start();
    emptySnapshot();
    item(topic.begin(), "1", "1", "a").end();
    settle();
    // when
    badItem(topic.begin(), "2").end();
    awaitError(REFUSED);
    awaitStopped();
    // then
    assertThat(apply.status(stream).error().message())
        .contains("source src", "main.item", "[\"2\"]", "column n", "NOT_A_NUMBER")
        .contains("Correct the row");
    assertThat(apply.status(stream).error().retryable()).isFalse();
    assertThat(items()).containsExactly("1|1|a");
    // when started again without a correction
    start();
    awaitError(REFUSED);
    awaitStopped();
    assertThat(items()).containsExactly("1|1|a");
    // when corrected, far behind
    for (int i = 0; i < 1500; i++) {
      item(topic.begin(), "1", String.valueOf(i), "a").end();
    }
    item(topic.begin(), "2", "2", "b").end();
    start();
    settle();
    // then
    assertThat(items()).containsExactly("1|1499|a", "2|2|b");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void passesARefusedRowOfTheSnapshotThatWasCorrectedSince() {
    // given
    topic.snapshotStarted();
    topic
        .classes(row("n", "text"))
        .snapshotRow("item", row("id", "1", "n", "bad", "v", "a", "at", null));
    topic.snapshotRow("item", row("id", "2", "n", "2", "v", "b", "at", null));
    topic.snapshotCompleted();
    start();
    awaitError(REFUSED);
    awaitStopped();
    assertThat(items()).isEmpty();
    // when
    item(topic.begin(), "1", "1", "a").end();
    start();
    settle();
    // then
    assertThat(items()).containsExactly("1|1|a", "2|2|b");
    assertThat(quarantine()).isEmpty();
    assertThat(snapshotCompletions.get()).isEqualTo(1);
  }

  @Test
  void stopsAtARowThatTheTargetRefusesToo() {
    // given
    target.run("ALTER TABLE app.item ADD CHECK (n < 100)");
    start();
    emptySnapshot();
    // when
    item(topic.begin(), "1", "300", "a").end();
    awaitError(REFUSED);
    awaitStopped();
    // then
    assertThat(apply.status(stream).error().message()).contains("TARGET_REFUSED", "item_n_check");
    // when it is gone at the source
    noItem(topic.begin(), "1").end();
    item(topic.begin(), "2", "2", "b").end();
    start();
    settle();
    // then
    assertThat(items()).containsExactly("2|2|b");
    assertThat(quarantine()).isEmpty();
  }

  @Test
  void stopsAtTheEndOfALargeTransactionThatHoldsARefusedRow() {
    // given
    start();
    emptySnapshot();
    settle();
    ChangeTopic.Tx tx = badItem(badItem(topic.begin(), "5000"), "5001");
    for (int i = 0; i < 600; i++) {
      item(tx, String.valueOf(i), "0", "v");
    }
    // when one of two is corrected before its end
    item(tx, "5000", "1", "good").end();
    awaitError(REFUSED);
    awaitStopped();
    // then
    assertThat(apply.status(stream).error().message()).contains("[\"5001\"]");
    assertThat(items()).isEmpty();
  }
}
