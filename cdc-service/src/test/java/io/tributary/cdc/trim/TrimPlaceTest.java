package io.tributary.cdc.trim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrimPlaceTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void cutsBelowWhatIsAppliedAndCompared() {
    assertThat(new TrimPlace(100, OptionalLong.of(70), NONE).firstToStay()).hasValue(70);
    assertThat(new TrimPlace(60, OptionalLong.of(70), NONE).firstToStay()).hasValue(60);
  }

  @Test
  void keepsYoungRecords() {
    assertThat(new TrimPlace(100, OptionalLong.of(70), OptionalLong.of(40)).firstToStay())
        .hasValue(40);
    assertThat(new TrimPlace(100, OptionalLong.of(70), OptionalLong.of(90)).firstToStay())
        .hasValue(70);
  }

  @Test
  void cutsNothingBeforeTheValidatorHasSaidHowFarItIs() {
    assertThat(new TrimPlace(100, NONE, NONE).firstToStay()).isEmpty();
  }

  @Test
  void cutsNothingBeforeAnythingIsApplied() {
    assertThat(new TrimPlace(-1, OptionalLong.of(0), NONE).firstToStay()).isEmpty();
  }
}
