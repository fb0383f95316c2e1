package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RestProblemsIT extends RestBench {
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
    post("a: [1, 2").statusCode(422).contentType(PROBLEM).body("problems[0].line", notNullValue());
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
  void namesAnUnreachableOrRefusingTarget() throws IOException {
    post(file("away", directory.resolve("x")).replace("port: " + port, "port: 1"))
        .statusCode(503)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-STATE-UNREACHABLE"));
    Path wrong = Files.writeString(directory.resolve("wrong"), "not it\n");
    for (String refused : new String[] {"/dev/null", wrong.toString()}) {
      post(file("closed", directory.resolve("x")).replace(secret.toString(), refused))
          .statusCode(422)
          .body("code", equalTo("TRB-STATE-PASSWORD"));
    }
    get("/migrations/away").then().statusCode(404);
  }

  /** {@code -Dtributary.openapi.write=true} writes the document. */
  @Test
  void describesItselfAsTheDocumentSays() throws IOException {
    Path document = Path.of(System.getProperty("tributary.root"), "docs/openapi.yaml");
    String described = get("/q/openapi").asString();
    if (Boolean.getBoolean("tributary.openapi.write")) {
      Files.writeString(document, described);
    }
    assertThat(Files.readString(document))
        .as("run this with -Dtributary.openapi.write=true")
        .isEqualTo(described);
  }

  @Test
  void describesItself() {
    String described = get("/q/openapi?format=json").asString();
    assertThat(described)
        .contains(
            "/migrations/{name}/cutover",
            "/migrations/{name}/rehearse",
            "Idempotency-Key",
            "dryRun");
  }
}
