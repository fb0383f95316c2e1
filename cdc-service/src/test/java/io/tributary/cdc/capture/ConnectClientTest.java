package io.tributary.cdc.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What is said of answers that a worker gives only for moments: a server that always gives them.
 */
class ConnectClientTest {
  @Test
  void saysThatAWorkerWhichIsRebalancingIsAskedAgain() throws IOException {
    // given
    HttpServer worker =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"message\": \"a rebalance is expected\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(409, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    worker.start();
    try {
      String url = "http://127.0.0.1:" + worker.getAddress().getPort();

      // when
      TributaryException failure =
          catchThrowableOfType(
              TributaryException.class,
              () -> new ConnectClient(url, Duration.ofSeconds(10)).state("legacy"));

      // then
      assertThat(failure.report().code()).isEqualTo("TRB-CAPTURE-CONNECT-UNREACHABLE");
      assertThat(failure.report().retryable()).isTrue();
      assertThat(failure)
          .hasMessage(
              "Kafka Connect at %s/ cannot do that now (409): a rebalance is expected. It is tried again; if that does not help, look into its log.",
              url);
    } finally {
      worker.stop(0);
    }
  }
}
