package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A rollback, ordered over REST. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RollbackOrdersIT extends RestBench {
  private static final String NAME = "homebound";

  @Test
  void answersTheSameRollbackForTheSameKeyAndNeverStartsASecond() throws IOException {
    // given a migration that is cut over
    Path env = Files.writeString(directory.resolve("homebound.env"), "DB=old\n");
    String home =
        "{host: %s, port: %d, database: postgres, user: %s, password: {file: %s}}"
            .formatted(host, port, user, secret);
    post(file(NAME, env)
            .replace(
                "{host: 127.0.0.1, port: 1, database: legacy, user: nobody}",
                home + "\n    way-back: replicate"))
        .statusCode(201);
    order(NAME, "start").statusCode(202);
    awaitState(NAME, "Replicating");
    awaitGate(NAME);
    String cutover = cutover(NAME, "out-1").path("cutoverId");
    awaitState(NAME, "Switched");

    // when ordered as soon as the gate opens, and again
    Response first =
        await().atMost(LONG).until(() -> rollback("home-1"), it -> it.statusCode() == 202);
    Response again = rollback("home-1");
    // then
    String id = first.path("cutoverId");
    assertThat(id).isNotEqualTo(cutover);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat((String) again.path("cutoverId")).isEqualTo(id);

    // when ordered once more with it after the end; then
    awaitState(NAME, "Replicating");
    rollback("home-1").then().statusCode(202).body("cutoverId", equalTo(id));
    get("/migrations/" + NAME).then().body("state", equalTo("Replicating"));
    get("/migrations/" + NAME + "/evidence")
        .then()
        .body("cutoverId", containsInAnyOrder(cutover, id));

    // when another key is used; then it is another order, which nothing allows now
    rollback("home-2").then().statusCode(409).body("code", equalTo("TRB-ORDER-ILLEGAL"));
    order(NAME, "abort").statusCode(202);
    awaitState(NAME, "Aborted");
  }

  private static Response rollback(String key) {
    return given().header("Idempotency-Key", key).post("/migrations/" + NAME + "/rollback");
  }
}
