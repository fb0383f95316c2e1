package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.fixture.metric.MetricsDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RestApiIT extends RestBench {
  @Test
  void leadsAMigrationFromItsFileToItsEnd() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("app.env"), "DB=old\n");
    // nobody answers there, which nobody waits for
    String file = file("main-job", env) + "notify: [{url: \"http://127.0.0.1:1/\"}]\n";

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
    String exposed = get("/q/metrics").asString();
    assertThat(exposed)
        .contains("tributary_migration_state{migration=\"main-job\",state=\"Switched\"} 1.0")
        .contains("tributary_orchestrator_active 1.0");
    assertThat(MetricsDocument.read().problems("orchestrator-service", exposed)).isEmpty();
    assertThat(MetricsDocument.read().unseen("orchestrator-service", exposed)).isEmpty();
    double pause =
        get("/migrations/main-job")
                .then()
                .extract()
                .<Number>path("cutover.pause.millis")
                .longValue()
            / 1000.0;
    assertThat(exposed)
        .contains(
            "tributary_cutover_pause_seconds{direction=\"OUT\",migration=\"main-job\"} " + pause);
    get("/migrations/main-job/evidence")
        .then()
        .statusCode(200)
        .body("cutoverId", equalTo(List.of(id)))
        .body("direction", equalTo(List.of("cutover")))
        .body("signed", equalTo(List.of(false)));
    get("/migrations/main-job/evidence/" + id)
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Vary", containsString("Accept"))
        .body("report.change.id", equalTo(id))
        .body("report.versions.tributary", matchesPattern("[0-9].*"))
        .body("report.streams.tables[0].verdict", hasItem("EQUAL"));
    given()
        .accept("text/html,application/xhtml+xml,*/*;q=0.8")
        .get("/migrations/main-job/evidence/" + id)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString(id));
    given()
        .accept("application/json")
        .get("/migrations/main-job/evidence/" + id)
        .then()
        .contentType("application/json");
    get("/migrations/main-job/evidence/nothing")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-EVIDENCE-UNKNOWN"));
    for (String path : new String[] {"", "/plan", "/history", "/evidence", "/evidence/" + id}) {
      assertThat(get("/migrations/main-job" + path).asString())
          .doesNotContain(password)
          .doesNotContain("new-");
    }

    // when completed
    given().delete("/migrations/main-job").then().statusCode(409).contentType(PROBLEM);
    for (String body : new String[] {"complete", "{}", "[1]"}) {
      given()
          .contentType("application/json")
          .body(body)
          .post("/migrations/main-job/complete")
          .then()
          .statusCode(400);
    }
    given()
        .contentType("application/json")
        .body("{\"confirm\": \"main\"}")
        .post("/migrations/main-job/complete")
        .then()
        .statusCode(409)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-ORDER-UNCONFIRMED"))
        .body("detail", containsString("{\"confirm\": \"main-job\"}"));
    order("main-job", "complete").statusCode(202);
    awaitState("main-job", "Completed");
    given().delete("/migrations/main-job").then().statusCode(204);
    get("/migrations/main-job").then().statusCode(404);
  }

  @Test
  void rehearsesAndShowsThePredictedPauseBeforeTheCutoverAndTheTrueOneAfterIt() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("rehearsed.env"), "DB=old\n");
    post(file("rehearsed", env)).statusCode(201);
    order("rehearsed", "rehearse")
        .statusCode(409)
        .body("code", equalTo("TRB-ORDER-ILLEGAL"))
        .body("detail", containsString("The order rehearse is refused"));
    order("rehearsed", "start").statusCode(202);
    awaitState("rehearsed", "Replicating");
    awaitGate("rehearsed");

    // when
    String id =
        given()
            .header("Idempotency-Key", "r-1")
            .post("/migrations/rehearsed/rehearse")
            .then()
            .statusCode(202)
            .body("order", equalTo("rehearse"))
            .extract()
            .path("cutoverId");
    String again =
        given()
            .header("Idempotency-Key", "r-1")
            .post("/migrations/rehearsed/rehearse")
            .then()
            .statusCode(202)
            .extract()
            .path("cutoverId");

    // then
    assertThat(again).isEqualTo(id);
    await().atMost(LONG).until(() -> get("/migrations/rehearsed").path("rehearsal") != null);
    int predicted =
        get("/migrations/rehearsed")
            .then()
            .body("state", equalTo("Replicating"))
            .body("rehearsal.rehearsalId", equalTo(id))
            .body("rehearsal.orderedBy", notNullValue())
            .body("rehearsal.streams[0].steps.fenceMillis", equalTo(4))
            .body("rehearsal.streams[0].comparison.digestMillis", equalTo(2))
            .body("rehearsal.streams[0].predicted.p50Millis", greaterThan(0))
            .body("rehearsal.predicted.worstMillis", greaterThan(0))
            .body("cutover", nullValue())
            .extract()
            .path("rehearsal.predicted.p50Millis");
    get("/migrations/rehearsed/history")
        .then()
        .body("find { it.toState == 'Rehearsing' }.event", equalTo("rehearse"))
        .body(
            "find { it.fromState == 'Rehearsing' && it.toState != 'Rehearsing' }.detail.state.rehearsal.rehearsalId",
            equalTo(id));

    // when
    awaitGate("rehearsed");
    String cutover = cutover("rehearsed", "k-r").then().statusCode(202).extract().path("cutoverId");
    awaitState("rehearsed", "Switched");

    // then
    get("/migrations/rehearsed")
        .then()
        .body("cutover.pause.rehearsalId", equalTo(id))
        .body("cutover.pause.predicted.p50Millis", equalTo(predicted))
        .body("cutover.pause.millis", greaterThanOrEqualTo(0));
    get("/migrations/rehearsed/evidence/" + cutover)
        .then()
        .body("report.change.pause.predicted.p50Millis", equalTo(predicted))
        .body("report.change.pause.millis", greaterThanOrEqualTo(0));
  }

  @Test
  void keepsWhoAskedForWhatFromWhereAndWithWhichFile() {
    // given
    String file = file("audited", directory.resolve("x"));
    String digest = HexFormat.of().formatHex(sha256(file));
    post(file).statusCode(201).header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));

    // when
    given()
        .contentType("application/json")
        .header("X-Request-Id", "from-the-pilot:17")
        .post("/migrations/audited/resume")
        .then()
        .statusCode(409)
        .header("X-Request-Id", "from-the-pilot:17");
    given()
        .contentType("application/json")
        .header("X-Request-Id", "no id {at all}")
        .post("/migrations/audited/abort")
        .then()
        .statusCode(202)
        .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));

    // then
    get("/migrations/audited/history")
        .then()
        .body("find { it.event == 'create' && it.toState == 'asked' }.digest", equalTo(digest))
        .body(
            "find { it.event == 'create' && it.toState == 'asked' }.by.principal", equalTo("local"))
        .body("find { it.toState == 'refused' }.event", equalTo("resume"))
        .body("find { it.toState == 'refused' }.code", equalTo("TRB-ORDER-ILLEGAL"))
        .body("find { it.toState == 'refused' }.by.requestId", equalTo("from-the-pilot:17"))
        .body("find { it.toState == 'refused' }.by.address", equalTo("127.0.0.1"))
        .body("find { it.toState == 'refused' }.by.roles", hasItem("operator"))
        .body("findAll { it.event == 'abort' }.toState", hasItem("asked"))
        // the transition that the order causes is the operator's, and what follows is nobody's
        .body(
            "find { it.event == 'abort' && it.toState != 'asked' }.by.principal", equalTo("local"))
        .body("find { it.event == 'created' }.by", nullValue());
    awaitState("audited", "Aborted");
    given().delete("/migrations/audited").then().statusCode(204);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
                "TRB-START-PREFLIGHT-FAILED"
                    .equals(get("/migrations/refusals").path("error.code")));

    // then
    assertThat((String) get("/migrations/refusals").path("state")).isEqualTo("Created");
    assertThat(services.goals("refusals")).doesNotContain(MigrationGoal.REPLICATE);

    // when given up
    order("refusals", "abort").statusCode(202);
    awaitState("refusals", "Aborted");
    given().delete("/migrations/refusals").then().statusCode(204);
  }

  @Test
  void takesAChangedFileAsFarAsTheMigrationIs() throws IOException {
    // given a migration whose preflight was made, with a warning about its switch action
    Path missing = directory.resolve("missing.env");
    Path env = Files.writeString(directory.resolve("put.env"), "DB=old\n");
    post(file("changing", missing)).statusCode(201);
    order("changing", "preflight").statusCode(202);
    await().atMost(LONG).until(() -> get("/migrations/changing").path("preflight.checks") != null);
    get("/migrations/changing")
        .then()
        .body("preflight.checks.code", hasItem("TRB-PREFLIGHT-SWITCH"))
        .body(
            "preflight.checks.find{it.result=='WARNING'}.finding",
            containsString(missing + " of a switch action does not exist"));

    // when its file changes before the start: what was found of the old one is not shown any more
    String file = file("changing", missing).replace("nobody", "somebody");
    put("changing", file).statusCode(200).body("state", equalTo("Created"));
    get("/migrations/changing").then().body("preflight", nullValue());
    get("/migrations/changing/plan").then().body("sources[0].connection.user", equalTo("somebody"));

    // when it replicates
    order("changing", "start").statusCode(202);
    awaitState("changing", "Replicating");
    put("changing", file.replace("database: legacy", "database: other"))
        .statusCode(409)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-MIGRATION-CHANGE-REFUSED"))
        .body("detail", containsString("sources.a.connection.database cannot be changed"))
        .body("detail", containsString("it is replicating"));
    await()
        .atMost(LONG)
        .until(() -> cutover("changing", "k-put").asString().contains(missing.toString()));
    String mended = file.replace(missing.toString(), env.toString()).replace("20000", "20001");
    put("changing", mended).statusCode(200);
    put("changing", mended).statusCode(200);
    get("/migrations/changing/plan")
        .then()
        .body("cutover.timeLimitMillis", equalTo(20_001))
        .body("sources[0].connection.database", equalTo("legacy"));

    // then
    awaitGate("changing");
    assertThat(cutover("changing", "k-put-2").statusCode()).isEqualTo(202);
    awaitState("changing", "Switched");
    assertThat(env).hasContent("DB=new-" + password);
    get("/migrations/changing")
        .then()
        .body("cutover.switching.outcome", equalTo(List.of("SUCCEEDED")))
        .body("cutover.switching.action", equalTo(List.of("env-file " + env)));
    get("/migrations/changing/history").then().body("event", hasItem("revise"));

    // and: what cannot be meant
    put("changing", file("another", env)).statusCode(422).body("detail", containsString("another"));
    put("nobody-knows", file("nobody-knows", env)).statusCode(404);
    put("changing", "migration: [").statusCode(422);
  }

  @Test
  void changesWhatTheValidationMayTakeWhileItReplicates() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("limited.env"), "DB=old\n");
    post(file("limited", env)).statusCode(201);
    order("limited", "start").statusCode(202);
    awaitState("limited", "Replicating");
    get("/migrations/limited").then().body("limits.workers", equalTo(2));

    // when
    patch("limited", "{\"maxLoad\": 50000}")
        .statusCode(200)
        .body("workers", equalTo(2))
        .body("maxLoad", equalTo(50000));
    patch("limited", "{\"workers\": 4}").statusCode(200).body("maxLoad", equalTo(50000));
    patch("limited", "{\"scrubRowsPerSecond\": 700}")
        .statusCode(200)
        .body("scrubRowsPerSecond", equalTo(700));

    // then it is kept, shown and told of, and the migration goes on
    get("/migrations/limited")
        .then()
        .body("state", equalTo("Replicating"))
        .body("limits.workers", equalTo(4))
        .body("limits.maxLoad", equalTo(50000))
        .body("limits.scrubRowsPerSecond", equalTo(700));
    get("/migrations/limited/plan").then().body("validation.limits.workers", equalTo(4));
    get("/migrations/limited/history").then().body("event", hasItem("limits"));

    // and what no limit can be is refused
    for (String body :
        new String[] {
          "",
          "{}",
          "[]",
          "{\"workers\": 0}",
          "{\"workers\": 17}",
          "{\"maxLoad\": 99}",
          "{\"maxLoad\": 1.5}",
          "{\"scrubRowsPerSecond\": 1}",
          "{\"workers\": 2, \"max-load\": 100}"
        }) {
      patch("limited", body).statusCode(400);
    }
    patch("nobody-knows", "{\"workers\": 4}").statusCode(404);
    order("limited", "abort").statusCode(202);
  }

  private static ValidatableResponse patch(String name, String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .patch("/migrations/" + name + "/limits")
        .then();
  }

  private static ValidatableResponse put(String name, String file) {
    return given()
        .contentType("application/yaml")
        .body(file.getBytes(StandardCharsets.UTF_8))
        .put("/migrations/" + name)
        .then();
  }

  @Test
  void cutsOverWithARowThatNeverRestsAndSaysSo() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("hot.env"), "DB=old\n");
    services.underLoad = Verdict.UNSETTLED;
    post(file("hot-row", env)).statusCode(201);
    order("hot-row", "start").statusCode(202);
    awaitState("hot-row", "Replicating");
    awaitGate("hot-row");

    // when
    given()
        .post("/migrations/hot-row/cutover?dryRun=true")
        .then()
        // then
        .body("open", is(true))
        .body("findings.findAll{it.table!=null}.table", equalTo(List.of("public.t")))
        .body("findings.find{it.table!=null}.message", containsString("UNSETTLED"));

    // when
    assertThat(cutover("hot-row", "k-hot").statusCode()).isEqualTo(202);
    awaitState("hot-row", "Switched");

    // then
    get("/migrations/hot-row")
        .then()
        .body("cutover.gate.table", equalTo(List.of("public.t")))
        .body("cutover.gate[0].message", containsString("behind the fence"))
        .body("sources[0].snapshotPercent", equalTo(100));

    // when a row really differs, nothing begins
    services.underLoad = Verdict.DIFFERENT;
    post(file("differs", env)).statusCode(201);
    order("differs", "start").statusCode(202);
    awaitState("differs", "Replicating");
    await()
        .atMost(LONG)
        .until(() -> cutover("differs", "k-diff").asString().contains("1 rows of public.t differ"));
    order("differs", "abort").statusCode(202);
    awaitState("differs", "Aborted");
  }

  @Test
  void showsTheGateAndThePlanOfADryRunAndTouchesNothing() throws IOException {
    // given
    Path env = Files.writeString(directory.resolve("dry.env"), "DB=old\n");
    post(file("dry", env)).statusCode(201);
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
        .body("steps.size()", is(9))
        .body("steps[6]", containsString(env.toString()))
        .body("steps[8]", containsString("WAY BACK"));
    assertThat(services.goals("dry")).doesNotContain(MigrationGoal.FENCE);
    order("dry", "abort").statusCode(202);
    awaitState("dry", "Aborted");
  }
}
