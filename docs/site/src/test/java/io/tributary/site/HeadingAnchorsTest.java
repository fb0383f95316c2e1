package io.tributary.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitHub makes of headings, as its pages show it. */
class HeadingAnchorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Build and test | build-and-test",
        "The next ten minutes: your own databases | the-next-ten-minutes-your-own-databases",
        "What is there, and what is not | what-is-there-and-what-is-not",
        "time-limit-millis & others | time-limit-millis--others",
        "A.B (c) | ab-c",
        "snake_case | snake_case"
      })
  void headingsBecomeAnchors(String heading, String anchor) {
    assertThat(new HeadingAnchors().next(heading)).isEqualTo(anchor);
  }

  @Test
  void theSecondOfTheSameTextIsToldApart() {
    HeadingAnchors anchors = new HeadingAnchors();
    assertThat(anchors.next("Errors")).isEqualTo("errors");
    assertThat(anchors.next("Errors")).isEqualTo("errors-1");
    assertThat(anchors.next("Errors")).isEqualTo("errors-2");
  }
}
