package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangeTopic;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.ErrorReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A writer that ignores the fence is seen in the stream; no write of its is lost in silence. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class WriteBehindFenceIT extends ApplyScenario {

  @BeforeEach
  void tables() {
    target.table("app.entry", "n int");
    emptySnapshot();
    start();
    topic.begin().insert("entry", row("n", "1")).end();
    topic.begin().fence(FenceMark.raised("cut-1")).end();
    settle();
    assertThat(apply.status(stream).error()).isNull();
  }

  @Test
  void appliesAndReportsAWriteBehindTheFenceUntilTheFenceIsLifted() {
    // when
    topic.begin().insert("entry", row("n", "2")).end();
    settle();

    // then
    assertThat(target.rows("SELECT n FROM app.entry ORDER BY n")).containsExactly("1", "2");
    ErrorReport error = apply.status(stream).error();
    assertThat(error.code()).isEqualTo("TRB-APPLY-WRITE-BEHIND-FENCE");
    assertThat(error.fields())
        .containsEntry("table", "public.entry")
        .containsEntry("source", "src");
    assertThat(apply.status(stream).running()).isTrue();

    // when
    topic.begin().fence(FenceMark.lifted("cut-1")).end();
    topic.begin().insert("entry", row("n", "3")).end();
    settle();

    // then
    assertThat(apply.status(stream).error()).isNull();
    assertThat(target.one("SELECT count(*) FROM app.entry")).isEqualTo("3");
  }

  @Test
  void remembersTheFenceOverARestart() {
    // given
    apply.stop(stream);

    // when
    topic.begin().truncate("entry").end();
    start();
    settle();

    // then
    assertThat(apply.status(stream).error().code()).isEqualTo("TRB-APPLY-WRITE-BEHIND-FENCE");
  }

  @Test
  void seesThePiecesOfALargeTransactionBehindTheFence() {
    // when
    ChangeTopic.Tx large = topic.begin();
    for (int i = 2; i <= 1000; i++) {
      large.insert("entry", row("n", String.valueOf(i)));
    }
    large.end();
    settle();

    // then
    assertThat(apply.status(stream).error().code()).isEqualTo("TRB-APPLY-WRITE-BEHIND-FENCE");
    assertThat(target.one("SELECT count(*) FROM app.entry")).isEqualTo("1000");
  }

  @Test
  void seesALargeTransactionWhoseFirstPieceHoldsNoRow() {
    // when
    topic.begin().describe("entry", 2_000).insert("entry", row("n", "2")).end();
    settle();

    // then
    assertThat(apply.status(stream).error().code()).isEqualTo("TRB-APPLY-WRITE-BEHIND-FENCE");
    assertThat(target.rows("SELECT n FROM app.entry ORDER BY n")).containsExactly("1", "2");
  }

  @Test
  void doesNotTouchATargetThatIsOpenAndKeepsTheWriteAsADeadLetter() {
    // given
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', 'src', 'opened', '{}', now())"
            .formatted(stream.migration()));

    // when
    topic.begin().insert("entry", row("n", "2")).end();
    settle();

    // then
    assertThat(target.rows("SELECT n FROM app.entry")).containsExactly("1");
    assertThat(target.rows("SELECT row_key || (cause ->> 'code') FROM tributary.dead_letter"))
        .containsExactly("[\"2\"]TRB-APPLY-FOREIGN-WRITE");
    assertThat(apply.status(stream).error()).isNull();
    assertThat(apply.status(stream).warnings().get(0).message())
        .contains("public.entry", "cut-1", "by hand");
    assertThat(apply.status(stream).progress().aside().deadLetters()).isEqualTo(1);
  }

  @Test
  void noRowGetsIntoAnOpenTargetThoughTheStreamSaysThatTheFenceIsLifted() {
    // given
    topic.begin().fence(FenceMark.lifted("cut-1")).end();
    settle();
    target.run(
        "INSERT INTO tributary.preparation VALUES ('%s', 'src', 'opened', '{}', now())"
            .formatted(stream.migration()));

    // when
    topic.begin().insert("entry", row("n", "2")).end();
    topic.flush();

    // then
    awaitError("TRB-APPLY-WRITE-LOST");
    awaitStopped();
    assertThat(target.rows("SELECT n FROM app.entry")).containsExactly("1");
  }

  @Test
  void theFenceOfAnotherSourceOfTheSameDatabaseIsNotItsOwn() {
    // when
    topic.begin().message("tributary.fence." + stream.migration() + "/other", "cut-2").end();
    settle();

    // then
    assertThat(apply.status(stream).fenceTokenPassed()).isEqualTo("cut-1");
  }
}
