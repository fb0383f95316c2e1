package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows kept aside in the target, shown over REST. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class QuarantineIT extends RestBench {

  @Test
  void listsEachRowOnceFromPageToPage() throws SQLException {
    // given
    post(file("aside", directory.resolve("x"))).statusCode(201);
    keep("main.a b/ü?", "[\"1\"]", "n", "NOT_A_NUMBER");
    keep("main.item", "[\"1\", \"x\"]", null, "TARGET_REFUSED");
    keep("main.item", "[null, 77]", "k", "NULL_KEY");

    // when paged
    String first = get("/migrations/aside/quarantine?limit=1").path("next");
    get("/migrations/aside/quarantine?limit=1")
        .then()
        // then
        .statusCode(200)
        .body("quarantine[0].source", equalTo("a"))
        .body("quarantine[0].table", equalTo("main.a b/ü?"))
        .body("quarantine[0].key", equalTo(List.of("1")))
        .body("quarantine[0].column", equalTo("n"))
        .body("quarantine[0].reason", equalTo("NOT_A_NUMBER"))
        .body("quarantine[0].detail", equalTo("'x' is wrong"))
        .body("quarantine[0].position", equalTo(42))
        .body("quarantine[0].place", nullValue());
    assertThat(first).as("stands in an address as it is").matches("[A-Za-z0-9._-]+");
    given()
        .urlEncodingEnabled(false)
        .get("/migrations/aside/quarantine?source=a&after=" + first)
        .then()
        .statusCode(200)
        .body("quarantine.table", contains("main.item", "main.item"))
        .body("next", nullValue());

    // when asked for what is not there
    get("/migrations/aside/quarantine?source=zz").then().statusCode(404);
    get("/migrations/aside/quarantine?after=zz").then().statusCode(400);
  }

  @Test
  void tellsOnTheAuditTopicWhoWasShownWhichRows() {
    // given
    post(file("read", directory.resolve("x"))).statusCode(201);

    // when
    for (String rows : List.of("quarantine?source=a&limit=7", "dead-letters?source=a")) {
      given()
          .header("X-Request-Id", "reader-1")
          .get("/migrations/read/" + rows)
          .then()
          .statusCode(200);
    }
    get("/migrations/read/quarantine?source=unknown").then().statusCode(404);

    // then
    try (TopicTail audit = new TopicTail("orchestrator-rest.audit")) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(audit.texts())
                      .anySatisfy(
                          text ->
                              assertThat(text)
                                  .contains("GET /migrations/read/quarantine?source=a&limit=7")
                                  .contains("\"migration\":\"read\"", "\"READ\"", "reader-1"))
                      .anySatisfy(
                          text ->
                              assertThat(text)
                                  .contains("GET /migrations/read/dead-letters?source=a")
                                  .contains("\"READ\"")));
      assertThat(audit.texts()).noneMatch(text -> text.contains("source=unknown"));
    }
  }

  private void keep(String table, String key, String column, String reason) throws SQLException {
    String values =
        String.join(
            ", ",
            Stream.of("aside", "a", table, key, column, reason, "'x' is wrong", "[]")
                .map(text -> text == null ? "NULL" : "'" + text.replace("'", "''") + "'")
                .toList());
    try (Connection target = connect(Servers.DATABASE);
        Statement statement = target.createStatement()) {
      statement.execute(
          "INSERT INTO tributary.quarantine (migration, source, source_table, source_key,"
              + " source_column, reason, detail, source_row, position, at) VALUES ("
              + values
              + ", 42, now())");
    }
  }
}
