package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many requests at once, while the target keeps every one of them waiting. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class BusyIT extends RestBench {
  /** Far more than the service has threads. */
  private static final int REQUESTS = 400;

  /** Half of the time that an order waits for its target. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** Another one each time: what an earlier run has left has no secret any more. */
  private final String migration = "busy-" + Long.toHexString(System.nanoTime());

  @Test
  void answersHealthAndStatusWhileOrdersAndHistoriesWaitForATarget() throws Exception {
    // given
    post(file(migration, directory.resolve("x"))).statusCode(201);
    ExecutorService clients = Executors.newFixedThreadPool(REQUESTS);
    List<Future<Response>> asked = new ArrayList<>();
    try (Connection target = connect(Servers.DATABASE);
        Statement locking = target.createStatement()) {
      target.setAutoCommit(false);
      locking.execute("LOCK TABLE tributary.history IN ACCESS EXCLUSIVE MODE");

      // when
      for (int i = 0; i < REQUESTS; i++) {
        boolean order = i % 2 == 0;
        asked.add(
            clients.submit(() -> order ? cutover(migration, "k") : get(history()).andReturn()));
      }
      await().atMost(LONG).until(() -> asked.stream().anyMatch(Future::isDone));

      // then they are answered before those who wait
      for (String path : List.of("/q/health/live", "/migrations/" + migration, "/migrations")) {
        Instant begun = Instant.now();
        assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        assertThat(Duration.between(begun, Instant.now())).as(path).isLessThan(SOON);
        assertThat(asked).as(path).anySatisfy(each -> assertThat(each.isDone()).isFalse());
      }
      try (var sessions =
          locking.executeQuery(
              "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tributary-orchestrator'")) {
        sessions.next();
        assertThat(sessions.getInt(1)).isLessThan(60);
      }
    } finally {
      clients.shutdown();
    }

    // and: who was sent away learns why, and when to come again
    List<Response> away = new ArrayList<>();
    for (Future<Response> each : asked) {
      if ("TRB-ORCHESTRATOR-BUSY".equals(each.get().path("code"))) {
        away.add(each.get());
      }
    }
    assertThat(away).isNotEmpty();
    assertThat(away)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.header("Retry-After")).isEqualTo("2");
              assertThat((boolean) answer.path("retryable")).isTrue();
              assertThat((String) answer.path("detail")).contains("Send it again in a moment");
            });
    get(history()).then().statusCode(200);
  }

  private String history() {
    return "/migrations/" + migration + "/history";
  }
}
