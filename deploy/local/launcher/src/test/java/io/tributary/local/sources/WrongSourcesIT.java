package io.tributary.local.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A migration whose sources are all wrong, each in its own way, at the packaged stack. */
class WrongSourcesIT {
  private static final String PREFIX = "TRB-PREFLIGHT-";

  private static TestStack stack;
  private static Shop shop;

  @BeforeAll
  static void prepare() throws Exception {
    stack = TestStack.shared();
    shop = Shop.create(stack, "wrong-sources");
  }

  @Test
  void namesEachSourceThatCannotBeUsedAndStartsNothing() throws Exception {
    // given a migration of sources that are all wrong, each in its own way
    PostgresServer replica = PostgresFixture.fresh(Map.of("wal_level", "replica"));
    try {
      replica.createDatabase("shop");
      run(replica, "shop", "CREATE TABLE t (id int PRIMARY KEY)");
      run(
          stack.source,
          shop.name(),
          "DROP ROLE IF EXISTS poor",
          "CREATE ROLE poor LOGIN PASSWORD '" + stack.source.password() + "'");
      run(stack.target, shop.name(), "CREATE SCHEMA full_one", "CREATE TABLE full_one.t (id int)");
      String file =
          fileOf(
              source("nowhere", 1, shop.name(), "postgres", "SOURCE_PASSWORD", "public"),
              source(
                  "wrong",
                  stack.source.port(),
                  shop.name(),
                  "postgres",
                  "WRONG_PASSWORD",
                  "public"),
              source(
                  "unset",
                  stack.source.port(),
                  shop.name(),
                  "postgres",
                  "NOWHERE_PASSWORD",
                  "public"),
              source("replica", replica.port(), "shop", "postgres", "SOURCE_PASSWORD", "public"),
              source("poor", stack.source.port(), shop.name(), "poor", "SOURCE_PASSWORD", "public"),
              source(
                      "unknown",
                      stack.source.port(),
                      shop.name(),
                      "postgres",
                      "SOURCE_PASSWORD",
                      "public")
                  .replace("to: s_unknown}", "to: s_unknown, tables: {acount: full_one}}"));
      stack.api().create(file);

      // when
      stack.api().post("all-wrong", "start");
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  stack
                      .api()
                      .get("all-wrong")
                      .path("error")
                      .path("code")
                      .asText()
                      .equals("TRB-START-PREFLIGHT-FAILED"));

      // then
      JsonNode status = stack.api().get("all-wrong");
      assertThat(status.path("state").asText()).isEqualTo("Created");
      assertFinding(status, "nowhere", "SOURCE-CONNECTION", "127.0.0.1:1/", "Check address");
      assertFinding(
          status,
          "wrong",
          "SOURCE-CONNECTION",
          ":" + stack.source.port() + "/",
          "refused the login");
      assertFinding(status, "unset", "SOURCE-CONNECTION", "NOWHERE_PASSWORD");
      assertFinding(
          status, "replica", "WAL-LEVEL", "wal_level", "ALTER SYSTEM SET wal_level = logical");
      assertFinding(status, "poor", "REPLICATION-RIGHT", "poor", "ALTER ROLE \"poor\" REPLICATION");
      assertFinding(status, "poor", "TABLE-RIGHTS", "account", "GRANT");
      assertFinding(status, "unknown", "TABLE-UNKNOWN", "acount", "Did you mean account?");
      assertFinding(status, "target", "TARGET-NOT-EMPTY", "full_one", "allow-non-empty");
      assertNothingWasMade();
      Secrets.assertShownNowhere(stack);
    } finally {
      stack.api().post("all-wrong", "abort");
      replica.stop();
    }
  }

  private static void assertFinding(JsonNode status, String subject, String code, String... words) {
    StringBuilder text = new StringBuilder();
    for (JsonNode check : status.path("preflight").path("checks")) {
      if (check.path("code").asText().equals(PREFIX + code)
          && check.path("subject").asText().equals(subject)
          && check.path("result").asText().equals("FAILED")) {
        text.append(check.path("finding").asText()).append(' ').append(check.path("fix").asText());
      }
    }
    assertThat(text.toString())
        .as(subject + " " + code + " in " + status.path("preflight"))
        .contains(words);
  }

  private static void assertNothingWasMade() throws Exception {
    try (Connection connection = stack.source.connect(shop.name());
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM pg_publication)"
                    + " + (SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE '%wrong%')")) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
    }
  }

  private static String fileOf(String... sources) {
    StringBuilder schemas = new StringBuilder("full_one: {role: wrong-app}");
    for (String name : new String[] {"nowhere", "wrong", "unset", "replica", "poor", "unknown"}) {
      schemas.append(", s_").append(name).append(": {role: wrong-app}");
    }
    return """
        migration: all-wrong
        target:
          connection: {host: 127.0.0.1, port: %d, database: %s, user: %s, password: {env: TARGET_PASSWORD}}
          schemas: {%s}
        sources:
        %s"""
        .formatted(
            stack.target.port(),
            shop.name(),
            stack.target.superuser(),
            schemas,
            String.join("", sources));
  }

  private static String source(
      String name, int port, String database, String user, String secret, String schema) {
    return """
          - name: %s
            kind: postgresql
            connection: {host: 127.0.0.1, port: %d, database: %s, user: %s, password: {env: %s}}
            schemas: [{from: %s, to: s_%s}]
        """
        .formatted(name, port, database, user, secret, schema, name);
  }

  private static void run(PostgresServer server, String database, String... statements)
      throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
