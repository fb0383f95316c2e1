package io.tributary.cdc.source.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.common.error.ErrorReport;
import java.time.Duration;
import java.util.List;

/** A capture of a test, looked after as the service does each second, until something is so. */
final class WatchedCapture {
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final CapturedSource captured;
  private final PostgresCaptureService capture;

  WatchedCapture(CapturedSource captured, PostgresCaptureService capture) {
    this.captured = captured;
    this.capture = capture;
  }

  void ensure() {
    capture.ensure(captured.moving());
  }

  /** After one more look. */
  SourceLag lag(long applied) {
    capture.supervise(captured.moving());
    return capture.lag(captured.id(), applied).orElseThrow();
  }

  void awaitRunning() {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              capture.supervise(captured.moving());
              CaptureStatus status = capture.status(captured.id());
              return status.connector().equals("RUNNING")
                  && status.error() == null
                  && activePid() != null
                  && captured.keepsSlot();
            });
  }

  /** The connector's state after one more look. */
  String connector() {
    capture.supervise(captured.moving());
    return capture.status(captured.id()).connector();
  }

  /** The codes of the warnings after one more look. */
  List<String> warnings() {
    capture.supervise(captured.moving());
    return capture.status(captured.id()).warnings().stream().map(ErrorReport::code).toList();
  }

  /** Only then does Connect have an offset to go on from. */
  void awaitConfirmed() throws Exception {
    String confirmed =
        "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '"
            + captured.slot()
            + "'";
    String before = captured.value(confirmed);
    await().atMost(LIMIT).until(() -> !captured.value(confirmed).equals(before));
  }

  ErrorReport awaitError(String code) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              capture.supervise(captured.moving());
              assertThat(capture.status(captured.id()).error())
                  .isNotNull()
                  .extracting(ErrorReport::code)
                  .isEqualTo(code);
            });
    return capture.status(captured.id()).error();
  }

  void dropSlot() {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .ignoreExceptions()
        .until(
            () -> {
              captured.value(
                  "SELECT pg_terminate_backend(active_pid, 1000) FROM pg_replication_slots"
                      + " WHERE active AND slot_name = '"
                      + captured.slot()
                      + "'");
              captured.value("SELECT pg_drop_replication_slot('" + captured.slot() + "')");
              return true;
            });
  }

  String activePid() throws Exception {
    return captured.value(
        "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + captured.slot() + "'");
  }

  String identity(String table) throws Exception {
    return captured.value(
        "SELECT relreplident FROM pg_class WHERE oid = 'app." + table + "'::regclass");
  }
}
