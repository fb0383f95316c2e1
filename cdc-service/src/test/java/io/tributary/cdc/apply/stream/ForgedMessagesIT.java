package io.tributary.cdc.apply.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.cdc.apply.fixture.ForgedMessages;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.PostgresFixture;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

  @Test
  void aGuestsHeartbeatsMakeNoLagSmallerWhileTheConnectorRests() throws Exception {
    try (ChangingMigration move = new ChangingMigration(apply, SchemaChanges.STOP, TABLES)) {
      // given a connector that rests, and a change that it has not read
      move.started();
      move.settle();
      connector(move, "pause");
      move.source.run("INSERT INTO entry VALUES (2, 'two')");
      long limit = move.migration().cutover().maxLagMillis();

      // when
      try (Connection guest = asGuest(move)) {
        await()
            .atMost(ChangingMigration.LIMIT)
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  flood(guest);
                  return lag(move) > 5 * limit;
                });
      }

      // then they are transactions of a source that is read later, and nothing else
      connector(move, "resume");
      move.settle();
      move.assertEqual("entry");
      assertThat(move.status().warnings()).isEmpty();
      await().atMost(ChangingMigration.LIMIT).until(() -> lag(move) < limit);
    }
  }

  private static void flood(Connection guest) throws SQLException {
    try (Statement statement = guest.createStatement()) {
      for (String prefix : List.of("tributary.heartbeat", "tributary.copied")) {
        for (boolean transactional : List.of(true, false)) {
          statement.execute(
              "SELECT pg_logical_emit_message(%s, '%s', '')".formatted(transactional, prefix));
        }
      }
    }
  }

  /** What the gate of a cutover asks for; -1 while it is unknown. */
  private static long lag(ChangingMigration move) {
    ApplyStatus status = move.status();
    return move.driver()
        .lag(status.progress().position())
        .map(lag -> lag.with(status.progress().lag().millis()).orElse(-1))
        .orElse(-1L);
  }

  private static void connector(ChangingMigration move, String order) throws Exception {
    String name = new TopicNames("tributary").capture(move.stream()).connector();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(ConnectFixture.worker().restUrl() + "/connectors/" + name + "/" + order))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(202);
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

  private static long sendAll(ChangingMigration move) throws SQLException {
    String oid = move.source.rows("SELECT 'entry'::regclass::oid::bigint").get(0);
    try (Connection guest = asGuest(move)) {
      return new ForgedMessages(move.stream(), oid, "cut-1")
          .send(guest, List.of("tributary.shape", "tributary.shape.other/one"));
    }
  }

  private static Connection asGuest(ChangingMigration move) throws SQLException {
    String database = move.source.rows("SELECT current_database()").get(0);
    String guest = "guest_" + database;
    if (move.source.rows("SELECT 1 FROM pg_roles WHERE rolname = '" + guest + "'").isEmpty()) {
      move.source.run("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(guest, PASSWORD));
    }
    return PostgresFixture.source().connect(database, guest, PASSWORD);
  }
}
