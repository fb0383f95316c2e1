package io.tributary.cdc.capture;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The captures of one kind of source: a changes topic and a supervised connector each. All methods
 * block and are idempotent. Calls for different sources may run at the same time; calls for one
 * source are to come one after the other.
 */
public final class Captures {
  private final CaptureSettings settings;
  private final Clock clock;
  private final ConnectClient connect;
  private final ChangesTopic changesTopic;
  private final Map<StreamId, Supervision> supervisions = new ConcurrentHashMap<>();
  private final Map<StreamId, Long> rowsExpected = new ConcurrentHashMap<>();

  /** The captures, with Connect's and Kafka's addresses. */
  public Captures(
      CaptureSettings settings, String connectUrl, String bootstrapServers, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.connect =
        new ConnectClient(connectUrl, Duration.ofMillis(settings.requestTimeoutMillis()));
    this.changesTopic = new ChangesTopic(bootstrapServers, settings.topicReplicationFactor());
  }

  /** The connector of a source. */
  public Connector connector(StreamId id, CaptureNames names, String topic) {
    return new Connector(id, names.connector(), topic, connect);
  }

  /** Creates the changes topic and whatever the source and its connector need. */
  public void ensure(SourceCapture capture) {
    changesTopic.create(capture.topic());
    rowsExpected.put(capture.id(), capture.ensure());
  }

  /** What the latest {@link #supervise} saw. */
  public CaptureStatus status(StreamId id) {
    Supervision supervision = supervisions.get(id);
    CaptureStatus status = supervision == null ? CaptureStatus.unknown() : supervision.status();
    return status.expecting(rowsExpected.getOrDefault(id, -1L));
  }

  /** One look at source and connector; what is wrong is in {@link #status}. */
  public void supervise(SourceCapture capture) {
    supervisions
        .computeIfAbsent(capture.id(), id -> new Supervision(settings, clock))
        .look(capture, connect);
  }

  /**
   * Removes the connector with its stored offsets, and leaves the source as it was.
   *
   * @throws TributaryException a {@link CaptureError}; calling again goes on where it broke off
   */
  public void remove(SourceCapture capture, boolean deleteTopic) {
    removeConnector(capture);
    capture.restoreSource();
    if (deleteTopic) {
      changesTopic.delete(capture.topic());
    }
    supervisions.remove(capture.id());
    rowsExpected.remove(capture.id());
  }

  /** Removes the connector with its stored offsets, and nothing else. */
  public void removeConnector(SourceCapture capture) {
    new CaptureRemoval(capture.names(), settings, clock).removeConnector(connect);
  }
}
