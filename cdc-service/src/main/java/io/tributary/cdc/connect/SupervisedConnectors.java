package io.tributary.cdc.connect;

import io.smallrye.common.annotation.Identifier;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.CaptureNames;
import io.tributary.common.topic.TopicNames;
import io.tributary.kafka.TopicReplicas;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The connectors of all sources, each with its changes topic, and what was seen of them. All
 * methods block and are idempotent. Calls for different sources may run at the same time; calls for
 * one source are to come one after the other.
 */
@Singleton
public class SupervisedConnectors {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final CaptureSettings settings;
  private final Clock clock;
  private final ConnectClient connect;
  private final ChangesTopic changesTopic;
  private final TopicNames topics;
  private final Map<StreamId, ConnectorSupervision> supervisions = new ConcurrentHashMap<>();
  private final Map<StreamId, OptionalLong> rowsExpected = new ConcurrentHashMap<>();
  private volatile SeenRooms rooms = SeenRooms.NONE;

  /**
   * The connectors, with Connect's address, the properties of every client of Kafka, and the prefix
   * of all topics.
   */
  public SupervisedConnectors(
      CaptureSettings settings,
      ConnectAddress connect,
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary")
          String topicPrefix,
      @ConfigProperty(name = TopicReplicas.SETTING, defaultValue = "1") short replicas,
      Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.connect = new ConnectClient(connect, Duration.ofMillis(settings.requestTimeoutMillis()));
    this.changesTopic = new ChangesTopic(broker, new TopicReplicas(replicas));
    this.topics = new TopicNames(topicPrefix);
  }

  /** How sources are captured. */
  public CaptureSettings settings() {
    return settings;
  }

  /** What the capture of a stream is called. */
  public CaptureNames names(StreamId id) {
    return topics.capture(id);
  }

  /** The connector of a stream. */
  public StreamConnector connector(StreamId id) {
    return new StreamConnector(id, names(id).connector(), topics.changes(id), connect);
  }

  /** What the configurations of all connectors have in common, for this stream. */
  public CommonConnectorSettings common(StreamId id) {
    return new CommonConnectorSettings(
        names(id),
        topics.changes(id),
        settings.heartbeatIntervalMillis(),
        settings.pollIntervalMillis());
  }

  /** Creates the changes topic and whatever the source and its connector need. */
  public void ensure(SourceCapture capture) {
    changesTopic.create(topics.changes(capture.id()));
    rowsExpected.put(capture.id(), capture.ensure());
  }

  /** What the latest {@link #supervise} saw. */
  public CaptureStatus status(StreamId id) {
    ConnectorSupervision supervision = supervisions.get(id);
    CaptureStatus status = supervision == null ? CaptureStatus.unknown() : supervision.status();
    return status
        .expecting(rowsExpected.getOrDefault(id, OptionalLong.empty()))
        .warnedOf(rooms.warnings(id, settings.freeDiskWarningBytes()));
  }

  /** What was seen last of the disks behind the sources; {@link #status} warns of what is low. */
  public void saw(SeenRooms seen) {
    rooms = seen;
  }

  /** What the latest {@link #supervise} saw of the disk on which a source's log grows. */
  public DiskRoom room(StreamId id) {
    ConnectorSupervision supervision = supervisions.get(id);
    return supervision == null ? DiskRoom.UNSEEN : supervision.room();
  }

  /** How far a stream that has applied everything up to a position lies behind its source. */
  public Optional<SourceLag> lag(StreamId id, long applied) {
    ConnectorSupervision supervision = supervisions.get(id);
    return supervision == null ? Optional.empty() : supervision.lag(applied);
  }

  /** Stops a connector that must not go on; it stays known to Connect. */
  public void stop(StreamId id) {
    connect.stop(names(id).connector());
  }

  /** Whether a connector is stopped and writes nothing any more, or is unknown to Connect. */
  public boolean stopped(StreamId id) {
    return connect.state(names(id).connector()).map(ConnectorState::stopped).orElse(true);
  }

  /**
   * The commit position of the last whole transaction on a stream's topic, 0 where it holds none.
   * Says something only while nobody writes to the topic.
   *
   * @throws TributaryException {@link CaptureError#TOPIC}
   */
  public long lastCommit(StreamId id) {
    return changesTopic.lastCommit(topics.changes(id));
  }

  /**
   * Looks at source and connector, restarts what failed when its wait is over, and creates the
   * connector again when Connect has lost it. Never throws a {@link TributaryException}; what is
   * wrong is in {@link #status}.
   */
  public void supervise(SourceCapture capture) {
    supervisions
        .computeIfAbsent(capture.id(), id -> new ConnectorSupervision(settings, names(id), clock))
        .look(capture, connect);
  }

  /**
   * Removes the connector with its stored offsets and the stream's topics, and leaves the source as
   * it was.
   *
   * @throws TributaryException a {@link CaptureError}; calling again goes on where it broke off
   */
  public void remove(SourceCapture capture) {
    removeConnector(capture.id());
    capture.restoreSource();
    forget(capture.id());
  }

  /** The same for a source that is gone: what is there stays as it is. */
  public void abandon(StreamId id) {
    removeConnector(id);
    forget(id);
  }

  private void forget(StreamId id) {
    changesTopic.delete(topics.changes(id));
    changesTopic.delete(topics.deadLetters(id));
    supervisions.remove(id);
    rowsExpected.remove(id);
  }

  /** Stops the connector and deletes it with its offsets, so that its name can be used again. */
  public void removeConnector(StreamId id) {
    StreamConnector connector = connector(id);
    String name = connector.name();
    if (connect.state(name).isEmpty()) {
      return;
    }
    connector.requireOurs(connector.present());
    connect.stop(name);
    within(
        Duration.ofMillis(settings.removalWaitMillis()),
        () -> connect.state(name).map(ConnectorState::stopped).orElse(true));
    connect.deleteOffsets(name);
    connect.delete(name);
  }

  /** Asks again and again until the condition holds, or for as long as the limit; says which. */
  public boolean within(Duration limit, BooleanSupplier condition) {
    Instant end = clock.instant().plus(limit);
    while (!condition.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
