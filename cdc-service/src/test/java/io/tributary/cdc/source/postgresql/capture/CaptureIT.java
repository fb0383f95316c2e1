package io.tributary.cdc.source.postgresql.capture;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.source.ChangesTopicReader;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureIT {
  private static final String KEPT =
      "SELECT string_agg(p::text, ';' ORDER BY p::text) FROM tributary.preparation p";

  private static final Duration LIMIT = WatchedCapture.LIMIT;
  private static final Map<String, String> IMPATIENT =
      Map.of("slot-missing-grace-millis", "500", "restart-backoff-millis", "300");

  private CapturedSource captured;
  private PostgresCaptureService capture;
  private WatchedCapture watched;

  @BeforeEach
  void create() throws Exception {
    captured =
        new CapturedSource(
            "capture-" + UUID.randomUUID().toString().substring(0, 8),
            "CREATE SCHEMA app",
            "CREATE TABLE app.\"Order\" (id int PRIMARY KEY, note text)",
            "CREATE TABLE app.log (line text)",
            "CREATE TABLE app.silent (id int PRIMARY KEY)",
            "ALTER TABLE app.silent REPLICA IDENTITY NOTHING",
            "CREATE TABLE app.event (id int, at date) PARTITION BY RANGE (at)",
            "CREATE TABLE app.event_26 PARTITION OF app.event DEFAULT",
            "CREATE TABLE app.no_thanks (id int)",
            "INSERT INTO app.\"Order\" VALUES (1, 'from the snapshot')");
    capture = captured.service(IMPATIENT);
    watched = new WatchedCapture(captured, capture);
  }

  @AfterEach
  void remove() {
    outlast(() -> capture.remove(captured.moving()));
    captured.drop();
  }

  @Test
  void bringsSnapshotChangesAndHeartbeatsIntoTheTopic() throws Exception {
    // when
    watched.ensure();
    watched.awaitRunning();
    captured.execute(
        "INSERT INTO app.\"Order\" VALUES (2, 'streamed')",
        "INSERT INTO app.event VALUES (1, '2026-05-05')",
        "UPDATE app.silent SET id = 1",
        "INSERT INTO app.no_thanks VALUES (1)");

    // then
    try (ChangesTopicReader topic = new ChangesTopicReader(captured.topic())) {
      await().atMost(LIMIT).until(() -> topic.count("event_26") > 0);
      assertThat(topic.count("from the snapshot")).isEqualTo(1);
      assertThat(topic.count("streamed")).isEqualTo(1);
      assertThat(topic.count("no_thanks")).isZero();
      await().atMost(LIMIT).until(() -> topic.count("tributary.heartbeat") > 2);
    }
  }

  @Test
  void theLagGrowsWhileNothingOfAnIdleSourceIsApplied() {
    // given
    watched.ensure();
    watched.awaitRunning();
    long applied = watched.lag(0).backlog().behindBytes().orElseThrow();
    assertThat(watched.lag(applied).millis()).hasValue(0);

    // when, then
    await().atMost(LIMIT).until(() -> watched.lag(applied).millis().orElse(0) > 2_000);
    SourceLag lag = watched.lag(applied);
    assertThat(lag.backlog().behindBytes().orElseThrow()).isPositive();
    assertThat(lag.backlog().keptWalBytes().orElseThrow()).isPositive();
    assertThat(lag.with(OptionalLong.of(0)).orElseThrow()).isGreaterThan(2_000);
  }

  @Test
  void stopsTheConnectorOfASourceOnAnotherTimeline() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();
    captured.keptTimeline(99);

    // when, then
    WatchedCapture later = new WatchedCapture(captured, captured.service(IMPATIENT));
    assertThat(later.awaitError("TRB-CAPTURE-OTHER-TIMELINE").message()).contains("timeline 99");
    await().atMost(LIMIT).until(() -> later.activePid() == null);
  }

  @Test
  void warnsOfMuchKeptWalAndGivesTheSlotUpAboveTheLimit() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();
    WatchedCapture limited =
        new WatchedCapture(
            captured,
            captured.service(
                Map.of("kept-wal-warning-bytes", "20000000", "kept-wal-limit-bytes", "90000000")));
    assertThat(limited.warnings()).isEmpty();

    // when a transaction that does not end holds the slot back
    try (Connection writer = PostgresFixture.source().connect(captured.database());
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO app.\"Order\" VALUES (7, 'open')");
      captured.execute(writing(40));

      // then
      await().atMost(LIMIT).until(() -> limited.warnings().contains("TRB-CAPTURE-WAL-KEPT"));
      assertThat(limited.activePid()).isNotNull();

      // when
      captured.execute(writing(80));

      // then
      assertThat(limited.awaitError("TRB-CAPTURE-SLOT-GIVEN-UP").message()).contains("90000000");
      await().atMost(LIMIT).until(() -> !captured.hasSlot());
    }
  }

  private static String writing(int megabytes) {
    return "SELECT pg_logical_emit_message(false, 'filler', repeat('x', 1000000))"
        + " FROM generate_series(1, %d)".formatted(megabytes);
  }

  @Test
  void movesTheSlotOnWhileTheSourceIsIdle() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();

    // when, then
    watched.awaitConfirmed();
  }

  @Test
  void keepsItsHandsOffWhenEverythingIsThere() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();
    String pid = watched.activePid();
    String kept = captured.targetValue(KEPT);

    // when
    watched.ensure();
    capture.supervise(captured.moving());

    // then
    await().during(Duration.ofSeconds(2)).until(() -> pid.equals(watched.activePid()));
    assertThat(captured.targetValue(KEPT)).isEqualTo(kept);
  }

  @Test
  void leavesNothingBehindAtTheSourceAndInConnect() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();
    assertThat(watched.identity("log")).isEqualTo("f");
    assertThat(watched.identity("silent")).isEqualTo("d");

    // when
    outlast(() -> capture.remove(captured.moving()));

    // then
    assertThat(
            captured.value(
                "SELECT slot_name FROM pg_replication_slots WHERE database ="
                    + " current_database()"))
        .isNull();
    assertThat(captured.value("SELECT pubname FROM pg_publication")).isNull();
    assertThat(watched.identity("log")).isEqualTo("d");
    assertThat(watched.identity("silent")).isEqualTo("n");
    assertThat(captured.targetValue("SELECT item FROM tributary.preparation")).isNull();
    assertThat(captured.topics()).doesNotContain(captured.topic());
  }

  @Test
  void takesANewSnapshotUnderTheSameNameAfterARemoval() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();
    outlast(() -> capture.remove(captured.moving()));

    // when
    watched.ensure();
    watched.awaitRunning();

    // then
    try (ChangesTopicReader topic = new ChangesTopicReader(captured.topic())) {
      await().atMost(LIMIT).until(() -> topic.count("from the snapshot") == 1);
    }
  }

  @Test
  void capturesAnEmptySource() throws Exception {
    // given
    captured.execute("DROP SCHEMA app CASCADE");

    // when
    watched.ensure();
    watched.awaitRunning();

    // then
    try (ChangesTopicReader topic = new ChangesTopicReader(captured.topic())) {
      await().atMost(LIMIT).until(() -> topic.count("tributary.heartbeat") > 0);
      assertThat(topic.count("\"op\":\"r\"")).isZero();
    }
  }
}
