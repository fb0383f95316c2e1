package io.tributary.validator.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.ComparisonLimits;
import io.tributary.common.plan.ValidationSettings;
import org.junit.jupiter.api.Test;

class ScrubPaceTest {
  private static ScrubPace pace(long scrubWithinSeconds) {
    return new ScrubPace(
        new ValidationSettings(5_000, 20_000, scrubWithinSeconds, ComparisonLimits.defaults()));
  }

  @Test
  void aPassTakesHalfOfTheTimeUntilAllTablesAreKnownToBeEqual() {
    assertThat(pace(0).restMillis(60_000, false)).isEqualTo(60_000);
  }

  @Test
  void aScrubTakesAFifthOfTheTime() {
    assertThat(pace(0).restMillis(60_000, true)).isEqualTo(240_000);
  }

  @Test
  void neitherRestsLessThanTheFileSays() {
    assertThat(pace(0).restMillis(100, true)).isEqualTo(5_000);
    assertThat(pace(0).restMillis(100, false)).isEqualTo(5_000);
  }

  @Test
  void aScrubComesBackBeforeItsVerdictsAreTooOldForACutover() {
    // given a pass of 20 s, which would rest for 80 s
    assertThat(pace(120).restMillis(20_000, true)).isEqualTo(40_000);
  }

  @Test
  void whereNoPassCanBeYoungEnoughItStillRestsAsLongAsItTook() {
    assertThat(pace(60).restMillis(50_000, true)).isEqualTo(50_000);
  }
}
