package io.tributary.validator.source.converted;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.validator.compare.KeyRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowidRangeTest {

  @Test
  void holdsItsEndAndNotWhatItBeginsBehind() {
    RowidRange range = RowidRange.of(new KeyRange(List.of("-7"), List.of("12")));

    assertThat(range.holds(List.of("-7"))).isFalse();
    assertThat(range.holds(List.of("-6"))).isTrue();
    assertThat(range.holds(List.of("12"))).isTrue();
    assertThat(range.holds(List.of("13"))).isFalse();
  }

  @Test
  void holdsTheLeastRowidAtTheBeginningAndTheGreatestAtTheEnd() {
    RowidRange first = RowidRange.of(new KeyRange(null, List.of("0")));
    RowidRange last = RowidRange.of(new KeyRange(List.of("0"), null));

    assertThat(first.holds(List.of("-9223372036854775808"))).isTrue();
    assertThat(last.holds(List.of("-9223372036854775808"))).isFalse();
    assertThat(first.holds(List.of("9223372036854775807"))).isFalse();
    assertThat(last.holds(List.of("9223372036854775807"))).isTrue();
  }

  @Test
  void holdsAKeyThatIsNoRowidWhateverItIs() {
    RowidRange range = RowidRange.of(new KeyRange(List.of("0"), List.of("5")));

    assertThat(range.holds(List.of("abc"))).isTrue();
    assertThat(range.holds(List.of("9999999999999999999"))).isTrue();
  }
}
