package io.tributary.validator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
  private static final List<String> A = List.of("a");
  private static final List<String> B = List.of("b");

  @Test
  void partsFollowEachOtherWithoutGapOrOverlap() {
    assertThat(KeyRange.ALL.cutAt(List.of(A, B)))
        .containsExactly(new KeyRange(null, A), new KeyRange(A, B), new KeyRange(B, null));
  }

  @Test
  void makesNoEmptyPartWhenTheLastKeyIsTheUpperBound() {
    assertThat(new KeyRange(A, B).cutAt(List.of(B))).containsExactly(new KeyRange(A, B));
  }

  @Test
  void staysWholeWithoutKeys() {
    assertThat(KeyRange.ALL.cutAt(List.of())).containsExactly(KeyRange.ALL);
  }
}
