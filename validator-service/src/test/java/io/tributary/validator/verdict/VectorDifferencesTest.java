package io.tributary.validator.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorDifferencesTest {

  @Test
  void namesTheFirstNumberAndHowManyDiffer() {
    assertThat(VectorDifferences.reason("[1,0,3]", "[1,-0,4]"))
        .isEqualTo("2 of 3 numbers differ; number 2 is 0 at the source and -0 at the target");
    assertThat(VectorDifferences.reason("[1,2]", "[1,2,3]"))
        .isEqualTo("The vector has 2 numbers at the source and 3 at the target");
    assertThat(VectorDifferences.reason(null, "[1]")).isEqualTo("There is no vector at the source");
    assertThat(VectorDifferences.reason("[1]", "[1]")).isNull();
  }
}
