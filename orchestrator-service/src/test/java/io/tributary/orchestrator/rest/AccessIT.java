package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.tributary.fixture.ApiTokenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers, other people's web pages and tokens with less than all roles get what is theirs. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessIT {
  private static final byte[] FILE = "a: 1".getBytes(StandardCharsets.UTF_8);
  private static final String PROBLEM = "application/problem+json";

  /** The file of more tokens that the service of these tests is given. */
  static Path tokens() {
    return ApiTokenFile.holding(
        "# name roles token",
        "looker viewer token-of-the-looker-0001",
        "pilot operator token-of-the-pilot-00002",
        "reader values token-of-the-reader-0004",
        "writer author sha256:" + sha256("token-of-the-writer-0003"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/migrations",
        "/migrations/shop/events",
        "/q/metrics",
        "/q/openapi",
        "/q/health",
        "/q/health/well",
        "/q/health/group",
        "/q/health/group/any",
        "/nothing"
      })
  void showsNothingToAStranger(String path) {
    anonymous()
        .get(path)
        .then()
        .statusCode(401)
        .contentType(PROBLEM)
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("code", equalTo("TRB-ACCESS-TOKEN-MISSING"))
        .body("detail", containsString("api.token"));
  }

  @Test
  void takesNoFileAndNoOrderFromAStranger() {
    for (String token :
        new String[] {"", "Bearer x", "Bearer token-of-nobody-in-any-file", "Basic YTpi"}) {
      RequestSpecification stranger = anonymous().header("Authorization", token);
      stranger
          .contentType("application/yaml")
          .body(FILE)
          .post("/migrations")
          .then()
          .statusCode(401);
      anonymous()
          .header("Authorization", token)
          .contentType("application/json")
          .post("/migrations/shop/cutover")
          .then()
          .statusCode(401)
          .contentType(PROBLEM)
          .body("code", equalTo("TRB-ACCESS-TOKEN-MISSING"));
    }
  }

  @Test
  void showsValuesOfRowsToTheRoleForThemAlone() {
    String path = "/migrations/shop/repair/values?source=a&table=public.item";
    for (String token :
        List.of(
            "token-of-the-looker-0001", "token-of-the-pilot-00002", "token-of-the-writer-0003")) {
      anonymous().header("Authorization", "Bearer " + token).get(path).then().statusCode(403);
    }
    anonymous()
        .header("Authorization", "Bearer token-of-the-reader-0004")
        .get(path)
        .then()
        .statusCode(404)
        .body("code", equalTo("TRB-MIGRATION-UNKNOWN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "ready", "started"})
  void tellsAStrangerOfHealthNothingButUpOrDown(String check) {
    // when
    List<Map<String, Object>> told =
        anonymous().get("/q/health/" + check).then().extract().path("checks");

    // then
    assertThat(told).allSatisfy(each -> assertThat(each).containsOnlyKeys("name", "status"));
  }

  @Test
  void tellsWhoHasATokenOfTheDetailsOfHealth() {
    String active = "checks.find { it.name == 'topics read' }.data.active";
    bearer("token-of-the-looker-0001").get("/q/health/ready").then().body(active, notNullValue());
    bearer("token-of-the-looker-0001").get("/q/health").then().body(active, notNullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "token-of-the-looker-0001, 403, 403",
    "token-of-the-pilot-00002, 404, 403",
    "token-of-the-writer-0003, 403, 422"
  })
  void allowsWhatTheRolesOfATokenAllow(String token, int order, int file) {
    bearer(token).get("/migrations").then().statusCode(200);
    bearer(token).get("/q/metrics").then().statusCode(200);
    bearer(token)
        .contentType("application/json")
        .post("/migrations/nobody/start")
        .then()
        .statusCode(order)
        .contentType(PROBLEM);
    bearer(token)
        .contentType("application/json")
        .delete("/migrations/nobody/dead-letters/1")
        .then()
        .statusCode(order);
    bearer(token)
        .contentType("application/yaml")
        .body(FILE)
        .post("/migrations")
        .then()
        .statusCode(file)
        .contentType(PROBLEM);
    if (file == 403) {
      bearer(token)
          .contentType("application/json")
          .delete("/migrations/nobody")
          .then()
          .statusCode(403)
          .body("code", equalTo("TRB-ACCESS-ROLE-MISSING"))
          .body("detail", containsString("author"));
    }
  }

  @Test
  void refusesWhatAPageOfSomebodyElseCanSend() {
    // by a name of the page's own that leads here (DNS rebinding)
    bearer(ApiTokenFile.TOKEN)
        .header("Host", "evil.example")
        .get("/migrations")
        .then()
        .statusCode(403)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-ACCESS-FOREIGN-HOST"));
    // by a script of the page
    bearer(ApiTokenFile.TOKEN)
        .header("Origin", "http://evil.example")
        .post("/migrations/shop/cutover")
        .then()
        .statusCode(403)
        .body("code", equalTo("TRB-ACCESS-FOREIGN-ORIGIN"));
    // by a form
    bearer(ApiTokenFile.TOKEN)
        .contentType("application/x-www-form-urlencoded")
        .post("/migrations/shop/abort")
        .then()
        .statusCode(415)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-ACCESS-CONTENT-TYPE"));
    bearer(ApiTokenFile.TOKEN)
        .contentType("text/plain")
        .body(FILE)
        .post("/migrations")
        .then()
        .statusCode(415);
  }

  @Test
  void tellsOnTheAuditTopicWhoWasRefused() {
    // when: again and again, because only so many a minute are told
    AtomicInteger number = new AtomicInteger();
    try (TopicTail audit = new TopicTail("orchestrator-rest.audit")) {
      await()
          .atMost(Duration.ofSeconds(150))
          .untilAsserted(
              () -> {
                int now = number.incrementAndGet();
                anonymous()
                    .header("X-Request-Id", "stranger-" + now)
                    .get("/migrations")
                    .then()
                    .statusCode(401);
                bearer("token-of-the-looker-0001")
                    .contentType("application/json")
                    .header("X-Request-Id", "looker-" + now)
                    .post("/migrations/nobody/start")
                    .then()
                    .statusCode(403);

                // then
                assertThat(audit.texts())
                    .anySatisfy(
                        text ->
                            assertThat(text)
                                .contains("\"request\":\"GET /migrations\"")
                                .contains("\"principal\":\"anonymous\"", "\"stranger-")
                                .contains("TRB-ACCESS-TOKEN-MISSING"))
                    .anySatisfy(
                        text ->
                            assertThat(text)
                                .contains("POST /migrations/nobody/start", "\"looker\"")
                                .contains("\"looker-", "TRB-ACCESS-ROLE-MISSING"));
              });
    }
  }

  private static RequestSpecification anonymous() {
    RestAssured.replaceFiltersWith(List.of());
    return given();
  }

  private static RequestSpecification bearer(String token) {
    return anonymous().header("Authorization", "Bearer " + token);
  }

  private static String sha256(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
