package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan says of each column how it comes back, as far as that was found. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class PlanDirectionsIT extends RestBench {

  @Test
  void showsHowColumnsComeBackOnceTheTargetIsPrepared() throws SQLException {
    // given
    post(file("directions", directory.resolve("x"))
            .replace(
                "    kind: postgresql\n    connection: {host: 127.0.0.1, port: 1, database: legacy, user: nobody}",
                "    kind: sqlite\n    file: /srv/legacy.db\n    way-back: replicate")
            .replace("from: public", "from: main"))
        .statusCode(201);

    // when nothing is prepared
    get("/migrations/directions/plan")
        .then()
        // then
        .statusCode(200)
        .body("name", equalTo("directions"))
        .body("sources[0].name", equalTo("a"))
        .body("wayBack", anEmptyMap());

    // when
    prepared(
        "[{\"table\": \"note\", \"column\": \"done\", \"wayBack\": \"as declared, such as INTEGER 1\"},"
            + " {\"table\": \"note\", \"column\": \"n\", \"wayBack\": \"as it was\"}]");
    // then
    get("/migrations/directions/plan")
        .then()
        .body("wayBack.a.column", equalTo(List.of("done", "n")))
        .body("wayBack.a.wayBack[0]", equalTo("as declared, such as INTEGER 1"))
        .body("target.schemas.shop.role", equalTo("shop"));
  }

  @Test
  void describesTheAnswer() {
    get("/q/openapi?format=json")
        .then()
        .body("components.schemas.PlanAnswer.properties.keySet()", hasItems("wayBack", "sources"))
        .body(
            "components.schemas.PlanAnswer.properties.wayBack.description",
            containsString("comes back"));
  }

  private void prepared(String columns) throws SQLException {
    try (Connection target = connect(Servers.DATABASE);
        Statement statement = target.createStatement()) {
      statement.execute(
          "INSERT INTO tributary.preparation VALUES ('directions', 'a', 'way-back-columns', '%s', now())"
              .formatted(columns));
    }
  }
}
