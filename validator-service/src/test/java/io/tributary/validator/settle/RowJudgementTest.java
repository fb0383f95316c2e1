package io.tributary.validator.settle;

import static io.tributary.validator.compare.RowState.ABSENT;
import static io.tributary.validator.settle.RowJudgement.AGAIN;
import static io.tributary.validator.settle.RowJudgement.DIFFERENT;
import static io.tributary.validator.settle.RowJudgement.EQUAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.validator.compare.RowState;
import org.junit.jupiter.api.Test;

class RowJudgementTest {
  private static final RowState OLD = new RowState("old", 1, "s1");
  private static final RowState NEW = new RowState("new", 1, "s2");
  private static final RowState AT_TARGET = new RowState("other", 1, "t1");

  @Test
  void isEqualWhenTheTargetHasEitherReading() {
    assertThat(RowJudgement.of(OLD, new RowState("old", 1, "t"), NEW, null)).isEqualTo(EQUAL);
    assertThat(RowJudgement.of(OLD, new RowState("new", 1, "t"), NEW, null)).isEqualTo(EQUAL);
    assertThat(RowJudgement.of(ABSENT, ABSENT, NEW, null)).isEqualTo(EQUAL);
  }

  @Test
  void isDifferentWhenTheSourceRowWasAtRest() {
    assertThat(RowJudgement.of(OLD, AT_TARGET, OLD, null)).isEqualTo(DIFFERENT);
    assertThat(RowJudgement.of(OLD, ABSENT, OLD, null)).isEqualTo(DIFFERENT);
  }

  @Test
  void looksAgainWhenTheSourceRowMovedEvenToTheSameValues() {
    RowState rewritten = new RowState("old", 1, "s9");
    assertThat(RowJudgement.of(OLD, AT_TARGET, rewritten, AT_TARGET)).isEqualTo(AGAIN);
    assertThat(RowJudgement.of(OLD, AT_TARGET, ABSENT, AT_TARGET)).isEqualTo(AGAIN);
  }

  @Test
  void believesARowThatOnlyTheTargetHasOnceItStays() {
    assertThat(RowJudgement.of(ABSENT, AT_TARGET, ABSENT, null)).isEqualTo(AGAIN);
    RowState rewritten = new RowState("other", 1, "t2");
    assertThat(RowJudgement.of(ABSENT, AT_TARGET, ABSENT, rewritten)).isEqualTo(AGAIN);
    assertThat(RowJudgement.of(ABSENT, AT_TARGET, ABSENT, ABSENT)).isEqualTo(AGAIN);
    assertThat(RowJudgement.of(ABSENT, AT_TARGET, ABSENT, AT_TARGET)).isEqualTo(DIFFERENT);
  }
}
