package io.tributary.validator.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.verdict.TableDigests;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.verdict.TableOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeFindingTest {

  @Test
  void equalRangesAreAnEqualTableAsOldAsTheOldestAndCoveredAsFarAsTheLeast() {
    RangeFinding all =
        RangeFinding.together(
            List.of(Findings.of(Verdict.EQUAL, 5, 30, 2), Findings.of(Verdict.EQUAL, 7, 20, 1)));

    assertThat(all.equal()).isTrue();
    assertThat(all.outcome().rows()).contains(new TableOutcome.Rows(12, 12));
    assertThat(all.outcome().extent().position()).isEqualTo(105);
    assertThat(all.coversUpTo()).isEqualTo(20);
    assertThat(all.at()).isEqualTo(Findings.AT.plusMillis(1));
    assertThat(all.millis()).isEqualTo(14);
    assertThat(all.moving()).contains(List.of());
  }

  @Test
  void digestsAreSumsOfEachHalf() {
    RangeFinding all =
        RangeFinding.together(
            List.of(Findings.of(Verdict.EQUAL, 5, 30, 2), Findings.of(Verdict.EQUAL, 7, 20, 1)));

    assertThat(all.outcome().digests().sourceDigest())
        .isEqualTo("fffffffffffffffe" + "fffffffffffffffe");
    assertThat(all.outcome().digests().digestMethod()).isEqualTo("md5");
    assertThat(all.undigested().outcome().digests()).isEqualTo(TableDigests.NONE);
  }

  @Test
  void aRangeWithoutDigestLeavesTheTableWithoutOne() {
    RangeFinding all =
        RangeFinding.together(
            List.of(
                Findings.of(Verdict.EQUAL, 5, 30, 2),
                Findings.of(Verdict.EQUAL, 7, 20, 1).undigested()));

    assertThat(all.outcome().digests()).isEqualTo(TableDigests.NONE);
    assertThat(all.outcome().rows()).contains(new TableOutcome.Rows(12, 12));
  }

  @Test
  void whatMovesOfAnyRangeMovesAndOneDifferenceIsADifference() {
    RangeFinding equal = Findings.of(Verdict.EQUAL, 5, 30, 2);
    RangeFinding moving = Findings.of(Verdict.UNSETTLED, 6, 30, 2);
    RangeFinding different = Findings.of(Verdict.DIFFERENT, 7, 30, 2);

    RangeFinding unsettled = RangeFinding.together(List.of(equal, moving));
    assertThat(unsettled.equalButForMoving()).isTrue();
    assertThat(unsettled.equal()).isFalse();
    assertThat(unsettled.moving()).contains(List.of(Map.of("id", "6")));
    RangeFinding all = RangeFinding.together(List.of(equal, moving, different));
    assertThat(all.different()).isTrue();
    assertThat(all.outcome().findings().differenceCount()).isEqualTo(1);
    assertThat(all.outcome().findings().unsettledRows()).isEqualTo(1);
  }

  @Test
  void rowsInTheQuarantineAreThoseOfAllRanges() {
    RangeFinding none = Findings.of(Verdict.EQUAL, 5, 30, 2);

    RangeFinding all =
        RangeFinding.together(
            List.of(none, Findings.with(none, 3), Findings.with(none, 0), Findings.with(none, 4)));

    assertThat(all.outcome().quarantined()).hasValue(7);
    assertThat(all.outcome().rows()).contains(new TableOutcome.Rows(27, 20));
    assertThat(RangeFinding.together(List.of(none, none)).outcome().quarantined()).isEmpty();
  }

  @Test
  void moreMovingRowsThanAreNotedAreNotKnown() {
    RangeFinding moving = Findings.of(Verdict.UNSETTLED, 6, 30, 2);

    RangeFinding all = RangeFinding.together(Collections.nCopies(1_001, moving));

    assertThat(all.moving()).isEmpty();
    assertThat(all.equalButForMoving()).isFalse();
  }

  @Test
  void aTimeOfAnotherClockLiesWhereItCanHaveBeen() {
    RangeFinding found = Findings.of(Verdict.EQUAL, 5, 10, 100);

    assertThat(found.between(Findings.AT, Findings.AT.plusMillis(200))).isEqualTo(found);
    assertThat(found.between(Findings.AT, Findings.AT.plusMillis(50)).at())
        .isEqualTo(Findings.AT.plusMillis(50));
    assertThat(found.between(Findings.AT.plusMillis(150), Findings.AT.plusMillis(200)).at())
        .isEqualTo(Findings.AT.plusMillis(150));
  }
}
