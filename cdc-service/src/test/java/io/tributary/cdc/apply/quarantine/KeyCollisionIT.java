package io.tributary.cdc.apply.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.SqliteScenario;
import org.junit.jupiter.api.Test;

/** Two keys of the source that become one key of the target. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class KeyCollisionIT extends SqliteScenario {

  @Test
  void theFirstStaysUntilItIsGoneAndThenTheOtherComesIn() {
    // given
    start();
    emptySnapshot();
    // when both are there
    doc(topic.begin(), UPPER, "first").end();
    settle();
    doc(topic.begin(), BARE, "second").end();
    settle();
    // then
    assertThat(docs()).containsExactly(LOWER + "|first");
    assertThat(quarantine()).containsExactly("main.doc|[\"" + BARE + "\"]|id|KEY_COLLISION");
    assertThat(target.one("SELECT detail FROM tributary.quarantine")).contains(BARE, LOWER, UPPER);
    assertThat(keys()).containsExactly(LOWER + "|" + UPPER);
    // when the second changes
    doc(topic.begin(), BARE, "second again").end();
    settle();
    // then
    assertThat(docs()).containsExactly(LOWER + "|first");
    // when the first goes
    noDoc(topic.begin(), UPPER).end();
    settle();
    // then
    assertThat(docs()).containsExactly(LOWER + "|second again");
    assertThat(keys()).containsExactly(LOWER + "|" + BARE);
    assertThat(quarantine()).isEmpty();
    assertThat(quarantined()).isZero();
  }

  @Test
  void aRowThatNeverCameInTakesNothingWithItWhenItGoes() {
    // given
    start();
    emptySnapshot();
    doc(doc(topic.begin(), UPPER, "first"), LOWER, "second").end();
    settle();
    assertThat(quarantined()).isEqualTo(1);
    // when
    noDoc(topic.begin(), LOWER).end();
    settle();
    // then
    assertThat(docs()).containsExactly(LOWER + "|first");
    assertThat(keys()).containsExactly(LOWER + "|" + UPPER);
    assertThat(quarantined()).isZero();
  }

  @Test
  void changesHandsWithinOneTransaction() {
    // given
    start();
    emptySnapshot();
    doc(topic.begin(), UPPER, "first").end();
    settle();
    // when the row gets another spelling of its key
    noDoc(doc(topic.begin(), LOWER, "first"), UPPER).end();
    settle();
    // then
    assertThat(docs()).containsExactly(LOWER + "|first");
    assertThat(keys()).containsExactly(LOWER + "|" + LOWER);
    assertThat(quarantine()).isEmpty();
    // when the table is read again
    doc(topic.begin().truncate("doc"), BARE, "new").end();
    settle();
    // then
    assertThat(docs()).containsExactly(LOWER + "|new");
    assertThat(keys()).containsExactly(LOWER + "|" + BARE);
  }

  private java.util.List<String> docs() {
    return target.rows("SELECT * FROM app.doc");
  }

  private java.util.List<String> keys() {
    return target.rows("SELECT target_key, source_key FROM tributary.key_map");
  }
}
