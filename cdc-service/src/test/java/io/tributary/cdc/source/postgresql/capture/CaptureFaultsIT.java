package io.tributary.cdc.source.postgresql.capture;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.ConnectRest;
import io.tributary.cdc.source.ChangesTopicReader;
import io.tributary.common.error.ErrorReport;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureFaultsIT {
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
            "faults-" + UUID.randomUUID().toString().substring(0, 8),
            "CREATE SCHEMA app",
            "CREATE TABLE app.\"Order\" (id int PRIMARY KEY, note text)",
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
  void namesATableThatCameAfterTheStart() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();

    // when
    captured.execute("CREATE TABLE app.newcomer (id int PRIMARY KEY)");

    // then
    assertThat(watched.awaitError("TRB-CAPTURE-NEW-TABLE").message()).contains("app.newcomer");
    watched.ensure();
    assertThat(watched.awaitError("TRB-CAPTURE-NEW-TABLE").retryable()).isFalse();
    captured.execute("DROP TABLE app.newcomer");
    watched.awaitRunning();
  }

  @Test
  void createsAConnectorAgainThatConnectHasLost() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();

    // when
    ConnectRest.delete(captured.connector());

    // then: its offsets are still there, so the stream goes on
    captured.execute("INSERT INTO app.\"Order\" VALUES (3, 'meanwhile')");
    watched.awaitRunning();
    try (ChangesTopicReader topic = new ChangesTopicReader(captured.topic())) {
      await().atMost(LIMIT).until(() -> topic.count("meanwhile") == 1);
      assertThat(topic.count("from the snapshot")).isEqualTo(1);
    }
  }

  @Test
  void stopsAtASlotThatVanished() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();

    // when
    watched.dropSlot();

    // then
    ErrorReport error = watched.awaitError("TRB-CAPTURE-SLOT-MISSING");
    assertThat(error.retryable()).isFalse();
    assertThat(error.message()).contains("legacy");
  }

  @Test
  void stopsAtASlotThatWasRecreated() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();
    watched.awaitConfirmed();

    // when
    watched.dropSlot();
    captured.execute(
        "INSERT INTO app.\"Order\" VALUES (9, 'nobody saw it')",
        "SELECT pg_create_logical_replication_slot('" + captured.slot() + "', 'pgoutput')");
    ConnectRest.restart(captured.connector());

    // then
    assertThat(watched.awaitError("TRB-CAPTURE-SLOT-RECREATED").retryable()).isFalse();
  }

  @Test
  void restartsATaskThatFailedOnceTheSourceTakesItAgain() throws Exception {
    // given
    watched.ensure();
    watched.awaitRunning();

    // when
    captured.execute("ALTER PUBLICATION " + captured.slot() + " RENAME TO hidden");
    ConnectRest.restart(captured.connector());
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              capture.supervise(captured.moving());
              return capture.status(captured.id()).connector().equals("FAILED");
            });
    captured.execute("ALTER PUBLICATION hidden RENAME TO " + captured.slot());
    // Only now: a row written while the publication had its other name could never be decoded.
    captured.execute("INSERT INTO app.\"Order\" VALUES (4, 'unseen')");

    // then
    watched.awaitRunning();
    try (ChangesTopicReader topic = new ChangesTopicReader(captured.topic())) {
      await().atMost(LIMIT).until(() -> topic.count("unseen") == 1);
    }
  }

  @Test
  void saysThatConnectDoesNotAnswer() {
    // given
    PostgresCaptureService away = captured.service("http://127.0.0.1:1", Map.of());

    // when
    away.supervise(captured.moving());

    // then
    CaptureStatus status = away.status(captured.id());
    assertThat(status.connector()).isEqualTo("UNREACHABLE");
    assertThat(status.error().code()).isEqualTo("TRB-CAPTURE-CONNECT-UNREACHABLE");
    assertThat(status.error().retryable()).isTrue();
    assertThatThrownBy(() -> away.ensure(captured.moving()))
        .hasMessageContaining("http://127.0.0.1:1/ does not answer");
  }
}
