package io.tributary.cdc.connect;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.topic.CaptureNames;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks after one capture: what the source and Connect say about it, and when to restart. Keeps
 * what it saw last; one look at a time.
 */
final class ConnectorSupervision {
  private static final Logger LOG = Logger.getLogger(ConnectorSupervision.class);
  private static final String UNREACHABLE = "UNREACHABLE";

  private final String name;
  private final Clock clock;
  private final long leastRoomBytes;
  private final SourceEnds ends;
  private RestartBackoff backoff;
  private volatile CaptureStatus status = CaptureStatus.unknown();
  private volatile DiskRoom room = DiskRoom.UNSEEN;

  ConnectorSupervision(CaptureSettings settings, CaptureNames names, Clock clock) {
    this.name = names.connector();
    this.clock = clock;
    this.leastRoomBytes = settings.freeDiskWarningBytes();
    this.ends = new SourceEnds(settings.heartbeatIntervalMillis());
    this.backoff =
        RestartBackoff.fresh(
            Duration.ofMillis(settings.restartBackoffMillis()),
            Duration.ofMillis(settings.restartBackoffMaxMillis()));
  }

  CaptureStatus status() {
    return status;
  }

  DiskRoom room() {
    return room;
  }

  Optional<SourceLag> lag(long applied) {
    return ends.behind(applied, clock.millis());
  }

  /** One look; errors become part of the status. */
  synchronized void look(SourceCapture capture, ConnectClient connect) {
    SourceLook look = capture.look();
    look.end().ifPresent(end -> ends.seen(clock.millis(), end));
    Optional<ErrorReport> atSource = look.error();
    boolean lasting = atSource.filter(error -> !error.retryable()).isPresent();
    CaptureStatus seen = connector(capture, connect, lasting);
    CaptureStatus found =
        lasting || seen.error() == null
            ? CaptureStatus.of(seen.connector(), atSource.orElse(null))
            : seen;
    List<ErrorReport> warnings = new ArrayList<>(look.warnings());
    new DiskWatch(capture.id(), leastRoomBytes).warning(look.room()).ifPresent(warnings::add);
    room = look.room();
    status = found.warning(warnings).without(look.newTables());
  }

  private CaptureStatus connector(SourceCapture capture, ConnectClient connect, boolean lasting) {
    try {
      Optional<ConnectorState> found = connect.state(name);
      if (found.isEmpty()) {
        if (!lasting) {
          LOG.warnf("connector unknown to Connect, created again: connector=%s", name);
          capture.ensure();
        }
        return CaptureStatus.of("UNKNOWN", null);
      }
      return found.get().failed() ? failed(capture, connect, found.get()) : healthy(found.get());
    } catch (TributaryException e) {
      boolean silent = e.report().code().equals(CaptureError.CONNECT_UNREACHABLE.code());
      return CaptureStatus.of(silent ? UNREACHABLE : status.connector(), e.report());
    }
  }

  private CaptureStatus healthy(ConnectorState state) {
    if (state.running()) {
      backoff = backoff.running(clock.instant());
    }
    return CaptureStatus.of(state.state(), null);
  }

  private CaptureStatus failed(SourceCapture capture, ConnectClient connect, ConnectorState state) {
    ErrorReport error = FailureTrace.error(capture.id(), state.trace(), capture::named);
    if (error.retryable() && backoff.due(clock.instant())) {
      backoff = backoff.restarted(clock.instant());
      LOG.warnf(
          "failed connector restarted: connector=%s code=%s nextWaitMillis=%d",
          name, error.code(), backoff.pause().toMillis());
      connect.restartFailed(name);
    }
    return CaptureStatus.of(state.state(), error);
  }
}
