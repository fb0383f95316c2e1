package io.tributary.cdc.apply.deadletter;

import static io.tributary.cdc.apply.fixture.Cells.UNCHANGED;
import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of refused changes once somebody has mended what refused them. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ReplayIT extends ApplyScenario {
  @Inject MeterRegistry meters;

  @BeforeEach
  void tables() {
    target.table("app.item", "id int PRIMARY KEY, v varchar(3), big text");
    emptySnapshot();
  }

  @Test
  void replayAppliesParkedChangesInOrder() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    topic
        .begin()
        .changeKey(
            "item", row("id", "2"), row("id", "4"), row("id", "4", "v", "ok", "big", UNCHANGED))
        .end();
    topic.begin().insert("item", row("id", "5", "v", "toolong", "big", null)).end();
    settle();
    assertThat(target.rows("SELECT * FROM app.item")).isEmpty();
    target.run("ALTER TABLE app.item ALTER v TYPE varchar(6)");
    // when
    long applied = apply.replay(stream);
    // then
    assertThat(applied).isEqualTo(3);
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("4|ok|b2");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(1);
    // when: the row that is free again goes on as usual
    topic.begin().update("item", row("id", "4", "v", "fine", "big", UNCHANGED)).end();
    settle();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("4|fine|b2");
  }

  @Test
  void replaysInPagesAndKeepsTheHalvesOfAKeyChangeTogether() {
    // given: as many dead letters before a key change that its halves are on two pages
    start();
    for (int id = 1; id <= 499; id++) {
      topic.begin().insert("item", row("id", "" + id, "v", "toolong", "big", "b")).end();
    }
    topic
        .begin()
        .changeKey(
            "item",
            row("id", "7"),
            row("id", "2000"),
            row("id", "2000", "v", "x", "big", UNCHANGED))
        .end();
    topic.begin().insert("item", row("id", "600", "v", "poison", "big", "b")).end();
    settle();
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(502);
    target.run("ALTER TABLE app.item ALTER v TYPE varchar(7)");
    // when
    long applied = apply.replay(stream);
    // then
    assertThat(applied).isEqualTo(502);
    assertThat(target.one("SELECT count(*) FROM app.item")).isEqualTo("500");
    assertThat(target.rows("SELECT * FROM app.item WHERE id IN (7, 2000)"))
        .containsExactly("2000|x|b");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isZero();
  }

  @Test
  void replaysNothingIntoATargetThatIsOpenToItsApplication() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    settle();
    target.run("ALTER TABLE app.item ALTER v TYPE varchar(6)");
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', '%s', 'opened', '{}', now())"
            .formatted(stream.migration(), stream.source()));
    // when: a process that takes the source up carries old requests out again
    long applied = apply.replay(stream);
    // then
    assertThat(applied).isZero();
    assertThat(target.rows("SELECT * FROM app.item")).isEmpty();
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(1);
  }

  @Test
  void discardsOneChangeByNameAndAppliesWhatWaitedForIt() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    settle();
    topic.begin().update("item", row("id", "2", "v", "ok", "big", "b3")).end();
    topic.begin().insert("item", row("id", "5", "v", "toolong", "big", null)).end();
    settle();
    Set<Long> discarded = Set.of(id("[\"2\"]"), 999_999L);
    // when
    long applied = apply.replay(stream, discarded);
    // then
    assertThat(applied).isEqualTo(1);
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("2|ok|b3");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(1);
    assertThat(deadLettersGauge()).isEqualTo(1);
    // when: asked for the same once more, as after a restart
    assertThat(apply.replay(stream, discarded)).isZero();
    // then
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("2|ok|b3");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(1);
  }

  @Test
  void saysWhyAChangeIsRefusedThatHadOnlyWaited() {
    // given: the second change has a reason of its own, and needs a row that never came
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    settle();
    topic.begin().update("item", row("id", "2", "v", "ok", "big", UNCHANGED)).end();
    settle();
    assertThat(causes()).containsExactly("TRB-APPLY-CHANGE-REFUSED", "null");
    // when
    assertThat(apply.replay(stream, Set.of(id("[\"2\"]")))).isZero();
    // then: the stream goes on
    assertThat(causes()).containsExactly("TRB-APPLY-ROW-MISSING");
    topic.begin().insert("item", row("id", "3", "v", "two", "big", null)).end();
    settle();
    assertThat(target.rows("SELECT * FROM app.item")).containsExactly("3|two|null");
    // when
    assertThat(apply.replay(stream, Set.of(id("[\"2\"]")))).isZero();
    // then
    assertThat(apply.status(stream).progress().aside().deadLetters()).isZero();
  }

  @Test
  void measuresTheDeadLettersThatAnEarlierRunLeft() {
    // given
    start();
    topic.begin().insert("item", row("id", "2", "v", "poison", "big", "b2")).end();
    settle();
    apply.stop(stream);
    // when
    start();
    // then
    await().atMost(SOON).until(() -> apply.status(stream).progress().aside().deadLetters() == 1);
    await().atMost(SOON).until(() -> deadLettersGauge() == 1);
    target.run("ALTER TABLE app.item ALTER v TYPE varchar(6)");
    assertThat(apply.replay(stream)).isEqualTo(1);
    assertThat(deadLettersGauge()).isZero();
  }

  private long id(String key) {
    return Long.parseLong(
        target.one(
            "SELECT min(id) FROM tributary.dead_letter WHERE row_key = '%s'".formatted(key)));
  }

  private List<String> causes() {
    return target.rows("SELECT cause ->> 'code' FROM tributary.dead_letter ORDER BY id");
  }

  private double deadLettersGauge() {
    return meters
        .get("tributary.apply.dead.letters")
        .tag("migration", stream.migration())
        .gauge()
        .value();
  }
}
