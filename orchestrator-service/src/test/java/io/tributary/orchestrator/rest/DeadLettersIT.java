package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.RowRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refused changes in the target, shown and ordered about over REST. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DeadLettersIT extends RestBench {
  private static final String NAME = "letters";
  private static final String REFUSED =
      "{\"code\":\"TRB-APPLY-CHANGE-REFUSED\",\"message\":\"too long\"}";
  private static final String WAITS = "{\"waitsFor\":\"an earlier change of the row\"}";

  @Test
  void listsRefusedChangesAndOrdersTheirReplayAndTheLossOfOne() throws SQLException {
    // given
    post(file(NAME, directory.resolve("x"))).statusCode(201);
    long first = letter("[\"2\"]", null, REFUSED);
    letter("[\"2\"]", "[\"4\"]", WAITS);
    letter("[\"4\"]", null, WAITS);
    long second = letter("[\"9\"]", null, REFUSED);

    // when listed
    get("/migrations/letters/dead-letters")
        .then()
        // then
        .statusCode(200)
        .body("deadLetters.id", equalTo(List.of((int) first, (int) second)))
        .body("deadLetters[0].source", equalTo("a"))
        .body("deadLetters[0].table", equalTo("public.item"))
        .body("deadLetters[0].target", equalTo("shop.item"))
        .body("deadLetters[0].key", equalTo(List.of("2")))
        .body("deadLetters[0].op", equalTo("INSERT"))
        .body("deadLetters[0].position", equalTo(42))
        .body("deadLetters[0].code", equalTo("TRB-APPLY-CHANGE-REFUSED"))
        .body("deadLetters[0].laterChanges", equalTo(1))
        .body("deadLetters[1].laterChanges", equalTo(0))
        .body("next", nullValue());
    assertThat(get("/migrations/letters/dead-letters").asString()).doesNotContain("hidden");

    // when paged and filtered
    int next = get("/migrations/letters/dead-letters?limit=1").path("next");
    get("/migrations/letters/dead-letters?source=a&after=" + next)
        .then()
        .body("deadLetters.id", equalTo(List.of((int) second)));
    get("/migrations/letters/dead-letters?source=zz")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-SOURCE-UNKNOWN"));

    // when ordered too early
    order(NAME, "replay").statusCode(409).body("code", equalTo("TRB-ORDER-ILLEGAL"));
    order(NAME, "start").statusCode(202);
    awaitState(NAME, "Replicating");
    get("/migrations/letters").then().body("orders", hasItems("replay", "discard"));

    // when ordered
    given().delete("/migrations/letters/dead-letters/" + second).then().statusCode(202);
    order(NAME, "replay?source=a").statusCode(202).body("order", equalTo("replay"));
    order(NAME, "replay?source=zz").statusCode(404).body("code", equalTo("TRB-SOURCE-UNKNOWN"));
    given()
        .delete("/migrations/letters/dead-letters/987654")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-DEAD-LETTER-UNKNOWN"));

    // then cdc-service is told
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              DesiredState last =
                  services.desired.stream()
                      .filter(d -> d.migration().name().equals(NAME))
                      .reduce((a, b) -> b)
                      .orElseThrow();
              assertThat(last.rowRequests())
                  .containsExactly(
                      new RowRequest(last.generation() - 1, "a", second),
                      new RowRequest(last.generation(), "a", null));
            });
    order(NAME, "abort").statusCode(202);
    awaitState(NAME, "Aborted");
  }

  @Test
  void listsWhatASourceHasRefusedOnItsWayBackAndMakesNothingThere() throws SQLException {
    // given
    String home = "letters_home";
    run(Servers.DATABASE, "CREATE DATABASE " + home);
    post(file("homeward", directory.resolve("y"))
            .replace(
                "{host: 127.0.0.1, port: 1, database: legacy, user: nobody}",
                "{host: %s, port: %d, database: %s, user: %s, password: {file: %s}}\n    way-back: replicate"
                    .formatted(host, port, home, user, secret)))
        .statusCode(201);

    // when nothing of it is there yet
    get("/migrations/homeward/dead-letters?source=a.back")
        .then()
        // then
        .statusCode(200)
        .body("deadLetters.id", equalTo(List.of()));

    // when: the schema would be in the way, had the question made it
    run(
        home,
        "CREATE SCHEMA tributary",
        "CREATE TABLE tributary.dead_letter (id bigint GENERATED ALWAYS AS IDENTITY, migration text,"
            + " source text, table_name text, row_key text, topic_offset bigint, position bigint,"
            + " change jsonb, cause jsonb, at timestamptz)",
        "INSERT INTO tributary.dead_letter (migration, source, table_name, row_key, topic_offset,"
            + " position, change, cause, at) VALUES ('homeward', 'a.back', 'public.item', '[\"2\"]',"
            + " 7, 42, '{\"schema\":\"shop\",\"table\":\"item\",\"op\":\"INSERT\"}', '"
            + REFUSED
            + "', now())");
    get("/migrations/homeward/dead-letters?source=a.back")
        .then()
        // then
        .body("deadLetters.id", equalTo(List.of(1)))
        .body("deadLetters[0].source", equalTo("a.back"))
        .body("deadLetters[0].table", equalTo("shop.item"))
        .body("deadLetters[0].target", equalTo("public.item"));
    get("/migrations/homeward/dead-letters").then().body("deadLetters.id", equalTo(List.of()));
    get("/migrations/homeward/dead-letters?source=b.back").then().statusCode(404);
    given()
        .delete("/migrations/homeward/dead-letters/1?source=a.back")
        .then()
        .statusCode(409)
        .body("code", equalTo("TRB-ORDER-ILLEGAL"));
    given().delete("/migrations/homeward/dead-letters/2?source=a.back").then().statusCode(404);
  }

  private void run(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private long letter(String key, String otherKey, String cause) throws SQLException {
    String change =
        "{\"schema\":\"public\",\"table\":\"item\",\"op\":\"INSERT\","
            + "\"after\":[{\"column\":\"v\",\"value\":\"hidden\"}]"
            + (otherKey == null ? "" : ",\"otherKey\":" + quoted(otherKey))
            + "}";
    try (Connection target = connect(Servers.DATABASE);
        Statement statement = target.createStatement();
        ResultSet id =
            statement.executeQuery(
                "INSERT INTO tributary.dead_letter (migration, source, table_name, row_key,"
                    + " topic_offset, position, change, cause, at) VALUES ('letters', 'a',"
                    + " 'shop.item', '%s', 7, 42, '%s', '%s', now()) RETURNING id"
                        .formatted(key, change, cause))) {
      id.next();
      return id.getLong(1);
    }
  }

  private static String quoted(String json) {
    return "\"" + json.replace("\"", "\\\"") + "\"";
  }
}
