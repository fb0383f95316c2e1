package io.tributary.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches the user of an API that refuses, is away, or loses an answer. */
class OrchestratorApiTest {
  private static final String REFUSAL =
      """
      {"code": "TRB-ORDER-ILLEGAL", "detail": "It is paused.",
       "findings": [{"passed": false, "message": "Too late."}]}
      """;

  private final List<String> keys = new ArrayList<>();
  private HttpServer server;
  private OrchestratorApi api;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.start();
    api =
        new OrchestratorApi(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "token");
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void saysTheReasonOfARefusalAndTheNextCommand() {
    server.createContext("/", exchange -> answer(exchange, 409, REFUSAL));

    assertThatThrownBy(() -> api.order("shop", new SentOrder("pause", "k")))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.REFUSED);
              assertThat(failure.inWords())
                  .isEqualTo(
                      "It is paused.\n  Too late. (TRB-ORDER-ILLEGAL)\n"
                          + "Next: ./tributary status shop");
            });
  }

  @Test
  void saysNoFindingTwice() {
    String closed =
        """
        {"code": "TRB-CUTOVER-GATE-CLOSED", "detail": "It cannot begin. It lags. It differs.",
         "findings": [{"passed": false, "message": "It lags."},
                      {"passed": false, "message": "It differs."}]}
        """;
    server.createContext("/", exchange -> answer(exchange, 409, closed));

    assertThatThrownBy(() -> api.order("shop", new SentOrder("cutover", "k")))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure ->
                assertThat(failure.inWords())
                    .startsWith(
                        "It cannot begin.\n  It lags.\n  It differs. (TRB-CUTOVER-GATE-CLOSED)"));
  }

  @Test
  void saysThatNothingWasOrderedWhereNobodyListens() {
    server.stop(0);

    assertThatThrownBy(() -> api.order("shop", new SentOrder("pause", "k")))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.LOST);
              assertThat(failure.inWords()).contains("Nothing was ordered.", "--api");
            });
  }

  @Test
  void sendsAnOrderWhoseAnswerIsLostAgainUnderTheSameKey() {
    server.createContext(
        "/migrations/shop/cutover",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          if (keys.size() == 1) {
            exchange.close();
          } else {
            answer(exchange, 202, "{\"cutoverId\": \"c1\"}");
          }
        });

    assertThat(api.order("shop", new SentOrder("cutover", "k")).path("cutoverId").asText())
        .isEqualTo("c1");
    assertThat(keys).containsExactly("k", "k");
  }

  @Test
  void findsInTheHistoryThatAnOrderWhoseAnswerWasLostHadBeenTaken() {
    server.createContext(
        "/migrations/shop/pause",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("X-Request-Id"));
          if (keys.size() == 1) {
            exchange.close();
          } else {
            answer(exchange, 409, REFUSAL);
          }
        });
    server.createContext(
        "/migrations/shop/history",
        exchange ->
            answer(
                exchange,
                200,
                exchange.getRequestURI().getQuery().endsWith("after=0")
                    ? """
                      [{"id": 1, "toState": "asked", "by": {"requestId": "k"}},
                       {"id": 2, "toState": "Paused", "by": {"requestId": "k"}}]
                      """
                    : "[]"));

    assertThat(api.order("shop", new SentOrder("pause", "k")).isMissingNode()).isTrue();
    assertThat(keys).hasSize(2);
  }

  @Test
  void doesNotTakeAnothersOrderForItsOwn() {
    server.createContext(
        "/migrations/shop/pause",
        exchange -> {
          keys.add("asked");
          if (keys.size() == 1) {
            exchange.close();
          } else {
            answer(exchange, 409, REFUSAL);
          }
        });
    server.createContext("/migrations/shop/history", exchange -> answer(exchange, 200, "[]"));

    assertThatThrownBy(() -> api.order("shop", new SentOrder("pause", "k")))
        .hasMessageContaining("It is paused.");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
