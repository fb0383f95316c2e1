package io.tributary.orchestrator;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.callback.QuarkusTestBeforeTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.time.Duration;

/** Lets a test of the running service begin when the service has read its topics. */
public final class ReadyService implements QuarkusTestBeforeTestExecutionCallback {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void beforeTestExecution(QuarkusTestMethodContext context) {
    await().atMost(LIMIT).until(ReadyService::topicsRead);
  }

  private static boolean topicsRead() {
    return "UP"
        .equals(
            given().get("/q/health/ready").path("checks.find { it.name == 'topics read' }.status"));
  }
}
