package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tributary.common.desired.Goal;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.orchestrator.SimulatedServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RestApiIT {
  private static final String PROBLEM = "application/problem+json";
  private static final Duration LONG = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String broker;

  @ConfigProperty(name = "fixture.host")
  String host;

  @ConfigProperty(name = "fixture.port")
  int port;

  @ConfigProperty(name = "fixture.user")
  String user;

  @ConfigProperty(name = "fixture.password")
  String password;

  private Path directory;

  private SimulatedServices services;
  private Path secret;

  @BeforeEach
  void start() throws IOException {
    directory = Files.createTempDirectory("orchestrator-rest");
    secret = Files.writeString(directory.resolve("secret"), password + "\n");
    services = new SimulatedServices(broker, "orchestrator-rest");
    await().atMost(LONG).until(() -> get("/q/health/ready").path("status").equals("UP"));
    await()
        .atMost(LONG)
        .until(
            () ->
                get("/q/health/ready").path("checks.find{it.name=='topics read'}.data.active"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    services.close();
  }

  @Test
  void leadsAMigrationFromItsFileToItsEnd() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("app.env"), "DB=old\n");
    String file = file("main-job", env);

    // when created
    post(file)
        .statusCode(201)
        .header("Location", containsString("/migrations/main-job"))
        .body("state", equalTo("Created"));
    post(file).statusCode(200);
    get("/migrations").then().statusCode(200).body("name", hasItem("main-job"));

    // when started
    order("main-job", "start").statusCode(202).body("status", equalTo("/migrations/main-job"));
    awaitState("main-job", "Replicating");
    awaitGate("main-job");
    post(file + "# other\n").statusCode(200);
    post(file.replace("20000", "20001")).statusCode(409).contentType(PROBLEM);

    // when cut over, twice with one key
    Response first = cutover("main-job", "k-1");
    assertThat(first.statusCode()).isEqualTo(202);
    String id = first.path("cutoverId");
    assertThat((String) cutover("main-job", "k-1").path("cutoverId")).isEqualTo(id);
    awaitState("main-job", "Switched");

    // then
    assertThat(env).hasContent("DB=new-" + password + "\n");
    get("/migrations/main-job")
        .then()
        .body("cutover.id", equalTo(id))
        .body("cutover.steps.step", hasItem("DONE"))
        .body("cutover.steps.outcome", everyItem(equalTo("SUCCEEDED")))
        .body("sources[0].phase", equalTo("OPENED"))
        .body("orders", equalTo(List.of("complete")));
    get("/migrations/main-job/history").then().body("size()", greaterThan(6));
    assertThat(get("/q/metrics").asString())
        .contains("tributary_cutover_step_seconds_count")
        .contains("tributary_migration_state{migration=\"main-job\",state=\"Switched\"} 1.0");
    for (String path : new String[] {"", "/plan", "/history"}) {
      assertThat(get("/migrations/main-job" + path).asString())
          .doesNotContain(password)
          .doesNotContain("new-");
    }

    // when completed
    given().delete("/migrations/main-job").then().statusCode(409).contentType(PROBLEM);
    order("main-job", "complete").statusCode(202);
    awaitState("main-job", "Completed");
    given().delete("/migrations/main-job").then().statusCode(204);
    get("/migrations/main-job").then().statusCode(404);
  }

  @Test
  void refusesIllegalOrdersWithTheReasonAndWhatIsPossible() {
    // given
    post(file("refusals", directory.resolve("x"))).statusCode(201);

    for (String order : new String[] {"pause", "resume", "cutover", "complete"}) {
      // when
      order("refusals", order)
          // then
          .statusCode(409)
          .contentType(PROBLEM)
          .body("code", equalTo("TRB-ORDER-ILLEGAL"))
          .body("type", equalTo("urn:tributary:TRB-ORDER-ILLEGAL"))
          .body("instance", containsString("/migrations/refusals/" + order))
          .body("detail", containsString("it has not been started"))
          .body("detail", containsString("Possible now: preflight, start, abort."));
    }

    // when the start's preflight fails
    services.preflight = PreflightCheck.Result.FAILED;
    order("refusals", "start").statusCode(202);
    await()
        .atMost(LONG)
        .until(
            () ->
                "TRB-START-PREFLIGHT-FAILED".equals(get("/migrations/refusals").path("error.code")));

    // then
    assertThat((String) get("/migrations/refusals").path("state")).isEqualTo("Created");
    assertThat(services.goals("refusals")).doesNotContain(Goal.REPLICATE);

    // when given up
    order("refusals", "abort").statusCode(202);
    awaitState("refusals", "Aborted");
    given().delete("/migrations/refusals").then().statusCode(204);
  }

  @Test
  void showsTheGateAndThePlanOfADryRunAndTouchesNothing() {
    // given
    post(file("dry", directory.resolve("x"))).statusCode(201);
    order("dry", "start").statusCode(202);
    awaitState("dry", "Replicating");
    awaitGate("dry");

    // when
    given()
        .post("/migrations/dry/cutover?dryRun=true")
        .then()
        // then
        .statusCode(200)
        .body("open", is(true))
        .body("findings.check", hasItem("VALIDATION"))
        .body("steps.size()", is(6));
    assertThat(services.goals("dry")).doesNotContain(Goal.FENCE);
    order("dry", "abort").statusCode(202);
    awaitState("dry", "Aborted");
  }

  @Test
  void answersUnknownThingsAndBadInputWithProblems() {
    for (String path :
        new String[] {
          "/migrations/nobody", "/migrations/nobody/plan", "/migrations/nobody/history"
        }) {
      get(path)
          .then()
          .statusCode(404)
          .contentType(PROBLEM)
          .body("code", equalTo("TRB-MIGRATION-UNKNOWN"));
    }
    order("nobody", "start").statusCode(404).contentType(PROBLEM);
    get("/nothing/here").then().statusCode(404);
    post("a: [1, 2")
        .statusCode(422)
        .contentType(PROBLEM)
        .body("problems[0].line", notNullValue());
    post("\u0000\u0001").statusCode(422).contentType(PROBLEM);
    post("").statusCode(422).contentType(PROBLEM);
    post(file("typo", directory.resolve("x")).replace("sources:", "sorces:"))
        .statusCode(422)
        .body("problems.message", hasItem(containsString("sources")));
    post("x".repeat(1_100_000)).statusCode(413).contentType(PROBLEM);
    given()
        .contentType("application/json")
        .body("{}")
        .post("/migrations")
        .then()
        .statusCode(415)
        .contentType(PROBLEM);
    given()
        .contentType("application/yaml")
        .body(new byte[] {(byte) 0xc3, (byte) 0x28})
        .post("/migrations")
        .then()
        .statusCode(400)
        .contentType(PROBLEM);
    given()
        .header("Idempotency-Key", "k".repeat(201))
        .post("/migrations/nobody/cutover")
        .then()
        .statusCode(400)
        .contentType(PROBLEM);
  }

  @Test
  void namesAnUnreachableOrRefusingTarget() {
    post(file("away", directory.resolve("x")).replace("port: " + port, "port: 1"))
        .statusCode(503)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-STATE-UNREACHABLE"));
    post(file("closed", directory.resolve("x")).replace(secret.toString(), "/dev/null"))
        .statusCode(422)
        .body("code", equalTo("TRB-STATE-PASSWORD"));
    get("/migrations/away").then().statusCode(404);
  }

  @Test
  void describesItself() {
    String described = get("/q/openapi?format=json").asString();
    assertThat(described).contains("/migrations/{name}/cutover", "Idempotency-Key", "dryRun");
  }

  private Response cutover(String name, String key) {
    return given().header("Idempotency-Key", key).post("/migrations/" + name + "/cutover");
  }

  private static ValidatableResponse post(String file) {
    return given()
        .contentType("application/yaml")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post("/migrations")
        .then();
  }

  private static ValidatableResponse order(String name, String order) {
    return given().post("/migrations/" + name + "/" + order).then();
  }

  private static void awaitState(String name, String state) {
    await()
        .atMost(LONG)
        .until(() -> state.equals(get("/migrations/" + name).path("state")));
  }

  private static void awaitGate(String name) {
    await()
        .atMost(LONG)
        .until(() -> given().post("/migrations/" + name + "/cutover?dryRun=true").path("open"));
  }

  private String file(String name, Path env) {
    return """
    migration: %s
    target:
      connection:
        host: %s
        port: %d
        database: %s
        user: %s
        password: {file: %s}
      schemas:
        shop:
          role: shop
    sources:
      - name: a
        kind: postgresql
        connection: {host: 127.0.0.1, port: 1, database: legacy, user: nobody}
        schemas:
          - from: public
            to: shop
    cutover:
      time-limit-millis: 20000
      switch:
        - env-file:
            path: %s
            set:
              DB: "new-${file:%s}"
    """
        .formatted(name, host, port, Servers.DATABASE, user, secret, env, secret);
  }
}
