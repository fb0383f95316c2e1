package io.tributary.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFactTest {
  @ParameterizedTest
  @CsvSource({"USER, 422", "EXTERNAL, 503", "RESOURCE, 503", "INTERNAL, 500"})
  void isAnsweredWithTheStatusOfItsType(ErrorType type, int status) {
    assertThat(ErrorFact.passing("TRB-TEST-CODE", type, "It is.", "Do.").httpStatus())
        .isEqualTo(status);
    assertThat(ErrorFact.lasting("TRB-TEST-CODE", type, "It is.", "Do.").httpStatus())
        .isEqualTo(status);
  }

  @Test
  void keepsEverythingButTheStatusThatItIsAnsweredWith() {
    ErrorFact fact = ErrorFact.lasting("TRB-TEST-CODE", ErrorType.USER, "It is.", "Do.");

    assertThat(fact.answeredWith(404))
        .isEqualTo(new ErrorFact("TRB-TEST-CODE", ErrorType.USER, false, 404, "It is.", "Do."));
  }
}
