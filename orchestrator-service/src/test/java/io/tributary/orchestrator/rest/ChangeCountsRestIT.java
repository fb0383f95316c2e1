package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What streams have counted, shown over REST. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChangeCountsRestIT extends RestBench {

  @Test
  void showsTheChangesOfEachTable() throws SQLException {
    // given
    post(file("counted", directory.resolve("x"))).statusCode(201);
    get("/migrations/counted/changes").then().statusCode(200).body("tables", empty());
    keep("a", "public.item", 3);
    keep("a.back", "shop.item", 5);
    keep("a", "public.entry", 4);

    // when
    get("/migrations/counted/changes?source=a")
        .then()
        // then
        .statusCode(200)
        .body("tables.table", contains("public.entry", "public.item"))
        .body("tables.inserts", contains(4, 3))
        .body("tables[1].source", equalTo("a"))
        .body("tables[1].updates", equalTo(1))
        .body("tables[1].deletes", equalTo(2))
        .body("tables[1].truncates", equalTo(0))
        .body("tables[1].bytes", equalTo(900))
        .body("tables[1].since", equalTo("2026-01-01T00:00:00Z"))
        .body("tables[1].at", equalTo("2026-01-02T00:00:00Z"));
    get("/migrations/counted/changes").then().body("tables.source", contains("a", "a", "a.back"));
    get("/migrations/counted/changes?source=zz")
        .then()
        .statusCode(404)
        .contentType(PROBLEM)
        .body("code", equalTo("TRB-SOURCE-UNKNOWN"));
  }

  private void keep(String source, String table, int inserts) throws SQLException {
    try (Connection target = connect(Servers.DATABASE);
        Statement statement = target.createStatement()) {
      statement.execute(
          "INSERT INTO tributary.change_count VALUES ('counted', '%s', '%s', %d, 1, 2, 0, 900, '2026-01-01Z', '2026-01-02Z')"
              .formatted(source, table, inserts));
    }
  }
}
