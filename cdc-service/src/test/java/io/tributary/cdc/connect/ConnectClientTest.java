package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What is said of answers that a worker gives only for moments: a server that always gives them.
 */
class ConnectClientTest {
  @Test
  void saysThatAWorkerWhichIsRebalancingIsAskedAgain() throws IOException {
    // given
    try (OneAnswer worker = new OneAnswer(409, "{\"message\": \"a rebalance is expected\"}")) {
      // when
      TributaryException failure =
          catchThrowableOfType(
              TributaryException.class,
              () ->
                  new ConnectClient(ConnectAddress.of(worker.url()), Duration.ofSeconds(10))
                      .state("legacy"));

      // then
      assertThat(failure.report().code()).isEqualTo("TRB-CAPTURE-CONNECT-UNREACHABLE");
      assertThat(failure.report().retryable()).isTrue();
      assertThat(failure)
          .hasMessage(
              "Kafka Connect at %s/ cannot do that now (409): a rebalance is expected. It is tried"
                  + " again; if that does not help, look into its log.",
              worker.url());
    }
  }
}
