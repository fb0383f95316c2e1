package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A role of the source's server that may do nothing but log in, against a whole migration. */
class GuestOfSourceIT {
  private static final String NAME = "guests";
  private static final String PASSWORD = "guest-password";
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String INJECTION = "COMMIT; CREATE ROLE guest_made SUPERUSER LOGIN";

  private TestStack stack;
  private OperatorApi api;
  private Shop shop;

  @Test
  void neitherStopsNorSteersAMigrationNorRunsAnythingInTheTarget() throws Exception {
    // given a migration that follows changes of tables
    stack = TestStack.shared();
    api = stack.api();
    shop = Shop.create(stack, NAME);
    shop.atSource("CREATE ROLE guest LOGIN PASSWORD '" + PASSWORD + "'");
    String mapping = "    schemas: [{from: public, to: shop}]";
    api.create(shop.migrationFile().replace(mapping, mapping + "\n    schema-changes: follow"));
    api.post(NAME, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(NAME));

    // when
    try (Connection guest = stack.source.connect(NAME, "guest", PASSWORD)) {
      triesWhatNeedsRights(guest);
      forges(guest, "cut-1");
    }

    // then it is told and passed over
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(source().path("warnings").findValuesAsText("code"))
                    .contains("TRB-APPLY-MESSAGE-FORGED"));
    shop.atSource(
        "ALTER TABLE account ADD seen int DEFAULT 7",
        "INSERT INTO account (owner, note) VALUES ('after', 'the guest')");
    await().atMost(LIMIT).until(() -> shop.targetRows().equals(shop.sourceRows()));
    assertThat(source().path("error").has("code")).isFalse();

    // when it is cut over, and the guest knows the fence's token
    api.postOnceOpen(NAME, "cutover");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Switched"));
    try (Connection guest = stack.source.connect(NAME, "guest", PASSWORD)) {
      forges(guest, api.get(NAME).at("/cutover/id").asText());
      triesWhatNeedsRights(guest);
    }

    // then
    assertThat(shop.refuses("DELETE FROM probe")).isTrue();
    assertThat(shop.targetRows()).isEqualTo(shop.sourceRows());
    api.post(NAME, "complete");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Completed"));
    assertThat(
            Oracle.column(
                stack.target, NAME, "SELECT rolname FROM pg_roles WHERE rolname = 'guest_made'"))
        .isEmpty();
    api.delete(NAME);
    shop.atSource("DROP ROLE guest");
  }

  private JsonNode source() throws Exception {
    return api.get(NAME).path("sources").path(0);
  }

  private void triesWhatNeedsRights(Connection guest) throws SQLException {
    String slot =
        Oracle.column(
                stack.source,
                NAME,
                "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()")
            .get(0);
    for (String attempt :
        List.of(
            "CREATE SCHEMA tributary_fence",
            "CREATE SCHEMA tributary",
            "DROP PUBLICATION " + slot,
            "SELECT pg_drop_replication_slot('" + slot + "')",
            "SELECT pg_logical_slot_get_binary_changes('"
                + slot
                + "', NULL, NULL, 'proto_version', '1', 'publication_names', '"
                + slot
                + "')",
            "SELECT pg_replication_slot_advance('" + slot + "', pg_current_wal_lsn())",
            "ALTER TABLE account DISABLE TRIGGER ALL",
            "INSERT INTO probe VALUES (1000000)",
            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '"
                + slot
                + "'")) {
      assertThatThrownBy(
              () -> {
                try (Statement statement = guest.createStatement()) {
                  statement.execute(attempt);
                }
              })
          .as(attempt)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("42501"));
    }
  }

  private void forges(Connection guest, String token) throws SQLException {
    String oid = Oracle.column(stack.source, NAME, "SELECT 'account'::regclass::oid").get(0);
    String stream = NAME + "/shop";
    for (String notice :
        List.of(
            "no document",
            "{\"oid\":" + oid + ",\"now\":null}",
            """
            {"oid":%1$s,"now":{"schema":"public","name":"account","oid":%1$s,"child":false,
             "columns":[],"key":["id"],"constraints":[],
             "indexes":[{"name":"x","unique":false,"definition":"%2$s"}]}}"""
                .formatted(oid, INJECTION),
            "0 " + "0".repeat(64) + " {\"oid\":" + oid + ",\"digest\":null}")) {
      send(guest, "tributary.shape." + stream, notice);
      send(guest, "tributary.shape", notice);
    }
    for (String mark : List.of("", token, "RAISED " + token, "LIFTED " + token)) {
      send(guest, "tributary.fence." + stream, mark);
      send(guest, "tributary.fence." + stream, "0 " + "0".repeat(64) + " " + mark);
    }
  }

  private static void send(Connection guest, String prefix, String content) throws SQLException {
    try (PreparedStatement emit =
        guest.prepareStatement("SELECT pg_logical_emit_message(true, ?, ?::text)")) {
      emit.setString(1, prefix);
      emit.setString(2, content);
      emit.execute();
    }
  }
}
