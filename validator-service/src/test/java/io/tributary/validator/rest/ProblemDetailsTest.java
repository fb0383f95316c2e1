package io.tributary.validator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.validator.ValidatorError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemDetailsTest {
  @Test
  void namesItsTypeAsTheOrchestratorDoes() {
    ProblemDetails problem =
        ProblemDetails.of(ErrorReport.of(ValidatorError.UNKNOWN_NAME, "It is not.", Map.of()), 404);
    assertThat(problem.type()).isEqualTo("urn:tributary:TRB-VALIDATION-UNKNOWN-NAME");
    assertThat(problem.status()).isEqualTo(404);
  }
}
