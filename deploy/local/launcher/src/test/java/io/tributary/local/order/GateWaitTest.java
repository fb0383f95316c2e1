package io.tributary.local.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.client.OrchestratorApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for an open gate, at an API that is played. */
class GateWaitTest {
  private static final String OPEN = "{\"open\": true, \"findings\": []}";

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final StringWriter said = new StringWriter();
  private HttpServer server;
  private GateWait wait;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] body =
              (answers.size() > 1 ? answers.removeFirst() : answers.getFirst()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    OrchestratorApi api =
        new OrchestratorApi(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "token");
    wait = new GateWait(api, "cutover", new PrintWriter(said), Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void looksByDryRunsUntilItIsOpenAndSaysEachReasonOnce() throws Exception {
    // given
    answers.add(closed("Source shop lags 4974 ms."));
    answers.add(closed("Source shop lags 2100 ms."));
    answers.add(closed("2 tables are being compared."));
    answers.add(OPEN);

    // when
    wait.until("shop", Duration.ofMinutes(1));

    // then
    assertThat(asked).hasSize(4).allMatch("/migrations/shop/cutover?dryRun=true"::equals);
    assertThat(said.toString())
        .containsSubsequence("lags 4974 ms", "2 tables are being compared")
        .doesNotContain("2100");
  }

  @Test
  void isRefusedWithTheLastReasonWhenTheTimeIsOver() {
    // given
    answers.add(closed("Source shop lags 4974 ms."));

    // then
    assertThatThrownBy(() -> wait.until("shop", Duration.ofMillis(20)))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(failure.inWords())
                  .contains(
                      "Nothing was ordered.\n  Source shop lags 4974 ms.",
                      "Next: ./tributary status shop");
            });
  }

  private static String closed(String message) {
    return """
        {"open": false, "findings": [{"passed": true, "message": "Fine."},
                                     {"passed": false, "message": "%s"}]}
        """
        .formatted(message);
  }
}
