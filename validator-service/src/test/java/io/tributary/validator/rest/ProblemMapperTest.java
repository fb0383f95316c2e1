package io.tributary.validator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.ValidatorError;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemMapperTest {
  @ParameterizedTest
  @CsvSource({"UNKNOWN_NAME, 404", "NOT_REPLICATING, 409"})
  void answersWithTheStatusOfTheError(ValidatorError error, int status) {
    try (Response answer = new ProblemMapper().map(new TributaryException(error, "It is not."))) {
      assertThat(answer.getStatus()).isEqualTo(status);
      assertThat(answer.getEntity())
          .isInstanceOfSatisfying(
              ProblemDetails.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }
  }
}
