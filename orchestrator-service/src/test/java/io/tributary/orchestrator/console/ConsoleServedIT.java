package io.tributary.orchestrator.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tributary.fixture.ApiTokenFile;
import io.tributary.orchestrator.rest.Servers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser without a token gets the console's files, and nothing else. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ConsoleServedIT {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/console"})
  void leadsToTheConsole(String path) {
    anonymous()
        .redirects()
        .follow(false)
        .get(path)
        .then()
        .statusCode(302)
        .header("Location", "/console/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/index.html",
        "/console/main.js",
        "/console/lib/lit-html.js",
        "/console/css/base.css",
        "/console/icon.svg"
      })
  void servesItsFilesWithWhatBrowsersMayDoWithThem(String path) {
    ValidatableResponse answer = anonymous().get(path).then().statusCode(200);

    answer
        .header("Content-Security-Policy", startsWith("default-src 'self';"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .header("Content-Security-Policy", not(containsString("unsafe")))
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-cache")
        .header("Set-Cookie", equalTo(null));
  }

  @Test
  void servesNothingElseWithoutAToken() {
    for (String path :
        new String[] {"/migrations", "/whoami", "/webjars/x", "/console/../migrations"}) {
      anonymous().urlEncodingEnabled(false).get(path).then().statusCode(401);
    }
    anonymous().contentType("application/json").post("/console/").then().statusCode(401);
    anonymous().header("Host", "evil.example").get("/console/").then().statusCode(403);
    anonymous().get("/console/nothing.js").then().statusCode(404);
  }

  @Test
  void tellsWhoAsksAndWithWhichRoles() {
    anonymous()
        .header("Authorization", "Bearer " + ApiTokenFile.TOKEN)
        .get("/whoami")
        .then()
        .statusCode(200)
        .body("principal", equalTo("local"))
        .body("roles", hasItems("author", "operator", "viewer"));
  }

  private static RequestSpecification anonymous() {
    RestAssured.replaceFiltersWith(List.of());
    return given();
  }
}
