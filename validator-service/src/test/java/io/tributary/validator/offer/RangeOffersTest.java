package io.tributary.validator.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.range.Findings;
import io.tributary.validator.range.RangeFinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RangeOffersTest {
  @ParameterizedTest
  @EnumSource(Verdict.class)
  void aFindingIsReadAsItWasWritten(Verdict verdict) {
    RangeFinding found = Findings.of(verdict, 500, 42, 7);

    assertThat(RangeOffers.read(Json.text(found))).isEqualTo(found);
  }

  @Test
  void aFindingWithoutCountsAndDigestsAndWithRowsInTheQuarantineIsReadAsItWasWritten() {
    RangeFinding found = Findings.with(Findings.of(Verdict.UNSETTLED, 500, 42, 7), 3);

    assertThat(RangeOffers.read(Json.text(found))).isEqualTo(found);
    assertThat(RangeOffers.read(Json.text(found.ofSome()))).isEqualTo(found.ofSome());
    assertThat(RangeOffers.read(Json.text(found.undigested()))).isEqualTo(found.undigested());
  }
}
