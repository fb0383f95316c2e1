package io.tributary.cdc.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.topic.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Captures sources through Kafka Connect: one connector, slot, publication and changes topic each.
 * All methods block and are idempotent. Calls for different sources may run at the same time; calls
 * for one source are to come one after the other.
 */
@ApplicationScoped
public class CaptureService {
  private final CaptureSettings settings;
  private final TopicNames topics;
  private final Databases databases;
  private final Clock clock;
  private final Captures captures;
  private final Map<StreamId, SlotLook> slots = new ConcurrentHashMap<>();
  private final Map<StreamId, HeldSnapshot> snapshots = new ConcurrentHashMap<>();

  /** The service, with Kafka's and Connect's addresses and the prefix of all topics. */
  public CaptureService(
      CaptureSettings settings,
      @ConfigProperty(name = "tributary.connect.url", defaultValue = "http://127.0.0.1:8083")
          String connectUrl,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary")
          String topicPrefix,
      Databases databases,
      Clock clock) {
    this.settings = settings;
    this.topics = new TopicNames(topicPrefix);
    this.databases = databases;
    this.clock = clock;
    this.captures = new Captures(settings, connectUrl, bootstrapServers, clock);
  }

  /**
   * Creates the changes topic, gives replica identities, creates the publication and the connector.
   * The tables are those that exist at the first call; later ones are an error of {@link
   * #supervise}.
   *
   * @throws TributaryException a {@link CaptureError}, or that of an unreachable database
   */
  public void ensure(Migration migration, Source source) {
    captures.ensure(capture(migration, source));
  }

  /** What the latest {@link #supervise} saw. */
  public CaptureStatus status(StreamId id) {
    return captures.status(id);
  }

  /**
   * Looks at connector, slot and tables, restarts what failed when its wait is over, and creates
   * the connector again when Connect has lost it. Never throws a {@link TributaryException}; what
   * is wrong is in {@link #status}.
   */
  public void supervise(Migration migration, Source source) {
    captures.supervise(capture(migration, source));
  }

  /**
   * Removes connector, stored offsets, slot and publication, and puts replica identities back.
   *
   * @param deleteTopic whether the changes topic goes too (abort), or stays for audit (complete)
   * @throws TributaryException a {@link CaptureError}; calling again goes on where it broke off
   */
  public void remove(Migration migration, Source source, boolean deleteTopic) {
    Capture capture = capture(migration, source);
    captures.remove(capture, deleteTopic);
    slots.remove(capture.id());
  }

  /**
   * Where the stream begins when its rows do not come over the topic, empty when they do.
   *
   * @throws TributaryException a {@link CaptureError}
   */
  public Optional<StartPoint> start(Migration migration, Source source) {
    Capture capture = capture(migration, source);
    if (capture.start().filter(point -> !point.made()).isPresent()) {
      captures.ensure(capture);
    }
    return capture.start();
  }

  /**
   * Gives up the slot with all that was streamed from it, and begins at another one.
   *
   * @throws TributaryException a {@link CaptureError}; calling again goes on where it broke off
   */
  public StartPoint startAnew(Migration migration, Source source) {
    Capture capture = capture(migration, source);
    capture.startAnew();
    return capture.start().orElseThrow();
  }

  /** The tables that are captured. */
  public Set<TableName> tables(Migration migration, Source source) {
    return capture(migration, source).published();
  }

  /**
   * The exported snapshot of what the source held where the stream begins; empty when this process
   * does not hold it, or holds it no more.
   */
  public Optional<String> snapshot(StreamId id) {
    return held(id).name();
  }

  /** Lets go of the snapshot: from now on nobody can read what the source held then. */
  public void releaseSnapshot(StreamId id) {
    held(id).release();
  }

  @PreDestroy
  void releaseAll() {
    snapshots.values().forEach(HeldSnapshot::release);
  }

  private HeldSnapshot held(StreamId id) {
    return snapshots.computeIfAbsent(id, unseen -> new HeldSnapshot());
  }

  private Capture capture(Migration migration, Source source) {
    StreamId id = new StreamId(migration.name(), source.name());
    SlotLook look = slots.computeIfAbsent(id, unseen -> new SlotLook(settings, databases, clock));
    return new Capture(
        migration,
        source,
        topics.changes(id),
        settings,
        databases,
        captures,
        look,
        held(id),
        clock);
  }
}
