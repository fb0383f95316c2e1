package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tributary.common.json.Json;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers of a migration's notifications are told. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class NotificationsIT extends RestBench {
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusing = new AtomicInteger();
  private HttpServer receiver;

  /** A call that was taken. */
  private record Call(String path, String key, String type, JsonNode event) {
    private String told() {
      JsonNode data = event.get("data");
      return "%s %s %s".formatted(path, data.get("kind").asText(), data.get("occasion").asText());
    }
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::answer);
    receiver.start();
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean refused = refusing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (!refused) {
      calls.add(
          new Call(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Idempotency-Key"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              Json.read(body, JsonNode.class)));
    }
    exchange.sendResponseHeaders(refused ? 503 : 204, -1);
    exchange.close();
  }

  @Test
  void tellsEachReceiverWhatItAskedForUntilItTakesIt() throws IOException {
    // given a receiver of everything, whose address has a secret, and one of changes of sides
    Path env = Files.writeString(directory.resolve("app.env"), "DB=old\n");
    String address = "http://127.0.0.1:" + receiver.getAddress().getPort();
    String notify =
        """
        notify:
          - url: "%s/all/${file:%s}"
          - {url: "%s/changes", events: [cutover]}
        """
            .formatted(address, secret, address);
    post(file("told-job", env) + notify).statusCode(201);
    order("told-job", "start").statusCode(202);
    awaitState("told-job", "Replicating");

    // when tables differ, and the receiver does not take it at once
    refusing.set(2);
    services.underLoad = Verdict.DIFFERENT;
    awaitTold("/all/" + password + " DIFFERENCE RAISED");
    services.underLoad = Verdict.EQUAL;
    awaitTold("/all/" + password + " DIFFERENCE ENDED");

    // when it is cut over
    awaitGate("told-job");
    String id = cutover("told-job", "told-1").path("cutoverId");
    awaitState("told-job", "Switched");

    // then both are told of it in order, each moment under an id of its own
    await().atMost(LONG).until(() -> ids("/changes").contains(id + "/done"));
    await().atMost(LONG).until(() -> ids("/all/" + password).contains(id + "/done"));
    assertThat(ids("/changes")).containsExactly(id + "/begun", id + "/opened", id + "/done");
    assertThat(ids("/all/" + password)).containsSubsequence(ids("/changes"));
    assertThat(calls).allSatisfy(call -> assertThat(call.type()).contains("cloudevents+json"));
    assertThat(calls)
        .allSatisfy(call -> assertThat(call.event().get("id").asText()).isEqualTo(call.key()));
    JsonNode done = last("/changes").event();
    assertThat(done.get("type").asText()).isEqualTo("io.tributary.notification.v1");
    assertThat(done.get("data").get("message").asText())
        .isEqualTo("The target accepts writes, and cutover " + id + " is done.");

    // and nobody sees the secret, and nothing waits any more
    assertThat(get("/migrations/told-job/plan").asString())
        .contains(address + "/…")
        .doesNotContain(password)
        .doesNotContain(secret + "}");
    await()
        .atMost(LONG)
        .until(
            () ->
                get("/q/metrics")
                    .asString()
                    .contains("tributary_notifications_waiting{migration=\"told-job\"} 0.0"));
  }

  private void awaitTold(String what) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(calls).extracting(Call::told).contains(what));
  }

  private List<String> ids(String path) {
    return calls.stream().filter(call -> call.path().equals(path)).map(Call::key).toList();
  }

  private Call last(String path) {
    return calls.stream()
        .filter(call -> call.path().equals(path))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
