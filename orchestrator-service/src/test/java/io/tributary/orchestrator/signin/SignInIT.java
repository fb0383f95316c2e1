package io.tributary.orchestrator.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tributary.orchestrator.rest.Servers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People sign in to the console at an OpenID Connect server, for which a small one stands in. */
@QuarkusTest
@TestProfile(SignInIT.AtAProvider.class)
@QuarkusTestResource(value = Servers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = StandInProvider.class, restrictToAnnotatedClass = true)
class SignInIT {
  private static final String HERE = "http://localhost:8081/console/";
  private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0001";

  /** A service of its own, as the server's address is one of its settings. */
  public static final class AtAProvider implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tributary.topic-prefix", "orchestrator-sign-in");
    }
  }

  @Test
  void givesTheTokenForACodeThatItsVerifierBelongsTo() {
    // given
    Response offer = anonymous().get("/console/sign-in");
    offer
        .then()
        .statusCode(200)
        .body("offered", equalTo(true))
        .body("clientId", equalTo(StandInProvider.CLIENT))
        .body("scope", equalTo("openid"));
    String code = code(offer.path("authorization"));

    // when
    Response tokens = post(Map.of("code", code, "verifier", VERIFIER, "redirectUri", HERE));

    // then
    tokens.then().statusCode(200).header("Cache-Control", containsString("no-store"));
    whoAmI(tokens.path("accessToken"));
    assertThat(tokens.<Integer>path("expiresInSeconds")).isEqualTo(300);

    // and when that token has nearly ended
    Response next = post(Map.of("refreshToken", tokens.path("refreshToken")));
    // then
    next.then().statusCode(200);
    whoAmI(next.path("accessToken"));

    // and neither does twice
    post(Map.of("refreshToken", tokens.path("refreshToken"))).then().statusCode(401);
    post(Map.of("code", code, "verifier", VERIFIER, "redirectUri", HERE)).then().statusCode(401);
  }

  @Test
  void saysWhyNoTokenIsGiven() {
    String code = code(anonymous().get("/console/sign-in").path("authorization"));

    post(Map.of("code", code, "verifier", "of somebody else", "redirectUri", HERE))
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("TRB-ACCESS-SIGN-IN-REFUSED"))
        .body("detail", containsString("invalid_grant (The code is not this one's)"))
        .body("detail", not(containsString(code)));
    post(Map.of("code", code))
        .then()
        .statusCode(400)
        .body("code", equalTo("TRB-ACCESS-SIGN-IN-INCOMPLETE"));
  }

  @Test
  void letsPagesOfSomebodyElseAskForNothing() {
    anonymous()
        .header("Origin", "https://evil.example")
        .body(Map.of("refreshToken", "x"))
        .post("/console/sign-in")
        .then()
        .statusCode(403);
    anonymous().get("/migrations").then().statusCode(401);
  }

  /** As a browser that is sent there and back. */
  private static String code(String authorization) {
    RestAssured.replaceFiltersWith(List.of());
    String back =
        given()
            .redirects()
            .follow(false)
            .queryParam("response_type", "code")
            .queryParam("client_id", StandInProvider.CLIENT)
            .queryParam("redirect_uri", HERE)
            .queryParam("state", "s")
            .queryParam("code_challenge", StandInProvider.challenge(VERIFIER))
            .queryParam("code_challenge_method", "S256")
            .get(URI.create(authorization))
            .then()
            .statusCode(302)
            .header("Location", startsWith(HERE + "?"))
            .extract()
            .header("Location");
    return StandInProvider.fields(URI.create(back).getRawQuery()).get("code");
  }

  private static Response post(Map<String, String> request) {
    return anonymous().body(request).post("/console/sign-in");
  }

  private static void whoAmI(String token) {
    anonymous()
        .header("Authorization", "Bearer " + token)
        .get("/whoami")
        .then()
        .statusCode(200)
        .body("principal", equalTo("ada"))
        .body("roles", hasItems("operator", "viewer"));
  }

  private static RequestSpecification anonymous() {
    RestAssured.replaceFiltersWith(List.of());
    return given().contentType("application/json");
  }
}
