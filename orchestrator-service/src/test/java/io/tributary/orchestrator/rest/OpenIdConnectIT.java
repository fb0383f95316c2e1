package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import io.tributary.fixture.ApiTokenFile;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Access tokens of an OpenID Connect server count, beside the tokens in files. */
@QuarkusTest
@TestProfile(OpenIdConnectIT.WithPublicKey.class)
@QuarkusTestResource(Servers.class)
class OpenIdConnectIT {
  private static final String ISSUER = "https://login.example";

  /** The server's key is given as a setting, so that no server is asked. */
  public static final class WithPublicKey implements QuarkusTestProfile {
    static final String PRIVATE = "test.oidc.private-key";
    private static final String PUBLIC = "test.oidc.public-key";

    @Override
    public Map<String, String> getConfigOverrides() {
      // A profile is made again for each attempt, by another class loader; the service is not.
      if (System.getProperty(PUBLIC) == null) {
        KeyPair keys = keys();
        System.setProperty(PRIVATE, base64(keys.getPrivate()));
        System.setProperty(PUBLIC, base64(keys.getPublic()));
      }
      return Map.of(
          "quarkus.oidc.tenant-enabled",
          "true",
          "quarkus.oidc.public-key",
          System.getProperty(PUBLIC),
          "quarkus.oidc.token.issuer",
          ISSUER,
          "tributary.topic-prefix",
          "orchestrator-oidc");
    }

    private static String base64(Key key) {
      return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    private static KeyPair keys() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void allowsWhatTheRolesOfTheServersTokensAllow() throws Exception {
    bearer(token("viewer")).get("/migrations").then().statusCode(200);
    bearer(token("viewer")).post("/migrations/nobody/start").then().statusCode(403);
    bearer(token("operator")).post("/migrations/nobody/start").then().statusCode(404);
    bearer(token("operator")).get("/migrations").then().statusCode(200);
    bearer(token("visitor")).get("/migrations").then().statusCode(403);
    bearer(ApiTokenFile.TOKEN).post("/migrations/nobody/start").then().statusCode(404);
  }

  @Test
  void refusesTokensOfSomebodyElse() throws Exception {
    String other =
        Jwt.issuer(ISSUER)
            .upn("eve")
            .groups(Set.of("operator"))
            .expiresIn(Duration.ofMinutes(5))
            .sign(WithPublicKey.keys().getPrivate());
    for (String token : new String[] {other, "token-of-nobody-in-any-file", "x.y.z"}) {
      bearer(token).post("/migrations/nobody/start").then().statusCode(401);
    }
  }

  private static String token(String role) throws Exception {
    byte[] key = Base64.getDecoder().decode(System.getProperty(WithPublicKey.PRIVATE));
    return Jwt.issuer(ISSUER)
        .upn("ada")
        .groups(Set.of(role))
        .expiresIn(Duration.ofMinutes(5))
        .sign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
  }

  private static RequestSpecification bearer(String token) {
    RestAssured.replaceFiltersWith(List.of());
    return given().header("Authorization", "Bearer " + token).contentType("application/json");
  }
}
