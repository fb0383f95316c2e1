package io.tributary.cdc.apply.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.fixture.PostgresFixture;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A role of the source that may do nothing but log in writes messages into the source's log that
 * look like ours. They change nothing, in no mode; what is real goes on as it is configured.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ForgedMessagesIT {
  private static final String TABLES =
      "CREATE TABLE entry (id int PRIMARY KEY, v text); INSERT INTO entry VALUES (1, 'one')";
  private static final String PASSWORD = "guest-of-the-source";

  @Inject ApplyService apply;
  @Inject MeterRegistry meters;

  @Test
  void aGuestsMessagesRunNothingAndChangeNothingWhereChangesAreFollowed() throws Exception {
    try (ChangingMigration move = new ChangingMigration(apply, SchemaChanges.FOLLOW, TABLES)) {
      // given
      move.started();
      // when
      long sent = sendAll(move);
      move.source.run("INSERT INTO entry VALUES (2, 'two')");
      move.settle();

      // then
      assertThat(move.target.rows("SELECT rolname FROM pg_roles WHERE rolname LIKE 'forged%'"))
          .isEmpty();
      assertPassedOver(move, sent);

      // when
      move.source.run("ALTER TABLE entry ADD n int DEFAULT 7", "INSERT INTO entry VALUES (3, 'x')");
      move.settle();

      // then
      move.assertEqual("entry");
    }
  }

  @Test
  void aGuestsMessagesDoNotStopTheStreamAndARealChangeDoes() throws Exception {
    try (ChangingMigration move = new ChangingMigration(apply, SchemaChanges.STOP, TABLES)) {
      // given
      move.started();

      // when
      long sent = sendAll(move);
      move.source.run("INSERT INTO entry VALUES (2, 'two')");
      move.settle();

      // then
      assertPassedOver(move, sent);

      // when
      move.source.run("CREATE INDEX entry_v ON entry (v)");

      // then
      assertThat(move.stopped().code()).isEqualTo("TRB-APPLY-SCHEMA-CHANGED");

      // when
      move.target.run("CREATE INDEX entry_v ON app.entry (v)");
      move.resume();
      move.source.run("INSERT INTO entry VALUES (3, 'three')");
      move.settle();

      // then
      move.assertEqual("entry");
    }
  }

  @Test
  void aGuestNeitherLiftsNorRaisesAFenceInTheStream() throws Exception {
    try (ChangingMigration move = new ChangingMigration(apply, SchemaChanges.STOP, TABLES)) {
      // given
      move.started();
      move.driver().raiseFence("cut-1", Instant.now().plusSeconds(60));
      await()
          .atMost(ChangingMigration.LIMIT)
          .until(() -> "cut-1".equals(move.status().fenceTokenPassed()));

      // when
      long sent = sendAll(move);

      // then
      await()
          .atMost(ChangingMigration.LIMIT)
          .untilAsserted(() -> assertThat(counted(move)).isEqualTo(sent));
      assertThat(move.status().fenceTokenPassed()).isEqualTo("cut-1");
      assertThat(move.status().error()).isNull();

      // when
      move.driver().liftFence("cut-1");

      // then
      await()
          .atMost(ChangingMigration.LIMIT)
          .until(() -> "".equals(move.status().fenceTokenPassed()));
    }
  }

  private void assertPassedOver(ChangingMigration move, long sent) {
    assertThat(counted(move)).isEqualTo(sent);
    assertThat(move.status().error()).isNull();
    assertThat(move.status().warnings())
        .extracting(ErrorReport::code)
        .containsExactly("TRB-APPLY-MESSAGE-FORGED");
    move.assertEqual("entry");
  }

  private double counted(ChangingMigration move) {
    return meters
        .get("tributary.apply.forged.messages")
        .tags("migration", move.stream().migration())
        .counter()
        .count();
  }

  /** Every form, each in a transaction of the guest's own; how many. */
  private static long sendAll(ChangingMigration move) throws SQLException {
    String stream = move.stream().toString();
    String oid = move.source.rows("SELECT 'entry'::regclass::oid::bigint").get(0);
    String injection =
        "COMMIT; CREATE ROLE forged_%s SUPERUSER LOGIN".formatted(oid.replace('-', '_'));
    List<String> notices =
        List.of(
            "no document",
            "{\"oid\":%s,\"now\":null}".formatted(oid),
            "{\"oid\":%s,\"digest\":null}".formatted(oid),
            """
            {"oid":%1$s,"now":{"schema":"public","name":"entry","oid":%1$s,"child":false,
             "columns":[],"key":["id"],"constraints":[],
             "indexes":[{"name":"x","unique":false,"definition":"%2$s"}]}}"""
                .formatted(oid, injection),
            "0 " + "0".repeat(64) + " {\"oid\":%s,\"digest\":null}".formatted(oid));
    List<String> marks =
        List.of(
            "",
            "cut-9",
            "RAISED cut-9",
            "LIFTED cut-1",
            "0 " + "0".repeat(64) + " RAISED cut-9",
            "0 " + "0".repeat(64) + " LIFTED cut-1");
    String guest = "guest_" + move.source.rows("SELECT current_database()").get(0);
    if (move.source.rows("SELECT 1 FROM pg_roles WHERE rolname = '" + guest + "'").isEmpty()) {
      move.source.run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(guest, PASSWORD));
    }
    String database = move.source.rows("SELECT current_database()").get(0);
    try (Connection connection = PostgresFixture.source().connect(database, guest, PASSWORD)) {
      for (String notice : notices) {
        send(connection, "tributary.shape." + stream, notice);
        // These name no stream, or another one.
        send(connection, "tributary.shape", notice);
        send(connection, "tributary.shape.other/one", notice);
      }
      for (String mark : marks) {
        send(connection, "tributary.fence." + stream, mark);
      }
    }
    return notices.size() + marks.size();
  }

  private static void send(Connection connection, String prefix, String content)
      throws SQLException {
    try (PreparedStatement emit =
        connection.prepareStatement("SELECT pg_logical_emit_message(true, ?, ?::text)")) {
      emit.setString(1, prefix);
      emit.setString(2, content);
      emit.execute();
    }
  }
}
