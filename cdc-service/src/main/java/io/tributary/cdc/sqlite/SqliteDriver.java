package io.tributary.cdc.sqlite;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.CaptureStatus;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.topic.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** SQLite files. Thread-safe. */
@ApplicationScoped
public class SqliteDriver implements SourceDriver {
  private final SchemaService schema;
  private final StatementSchema statements;
  private final SettledTables settled;
  private final CaptureSettings settings;
  private final Captures captures;
  private final TopicNames topics;
  private final Clock clock;
  private final Map<StreamId, FileLook> looks = new ConcurrentHashMap<>();

  /** The driver, with Kafka's and Connect's addresses and the prefix of all topics. */
  public SqliteDriver(
      SchemaService schema,
      Databases databases,
      CaptureSettings settings,
      @ConfigProperty(name = "tributary.connect.url", defaultValue = "http://127.0.0.1:8083")
          String connectUrl,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary")
          String topicPrefix,
      Clock clock) {
    this.schema = schema;
    this.statements = new StatementSchema(databases, clock);
    this.settled = new SettledTables(statements);
    this.settings = settings;
    this.captures = new Captures(settings, connectUrl, bootstrapServers, clock);
    this.topics = new TopicNames(topicPrefix);
    this.clock = clock;
  }

  @Override
  public void prepare(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    try {
      statements.prepare(layout, new SqliteBlueprint(layout));
    } finally {
      settled.forget(layout.stream());
    }
  }

  @Override
  public void capture(Migration migration, Source source) {
    captures.ensure(captureOf(migration, source));
  }

  @Override
  public void supervise(Migration migration, Source source) {
    captures.supervise(captureOf(migration, source));
  }

  @Override
  public CaptureStatus captureStatus(StreamId stream) {
    return captures.status(stream);
  }

  @Override
  public void removeCapture(Migration migration, Source source, boolean deleteTopic) {
    SqliteCapture capture = captureOf(migration, source);
    captures.remove(capture, deleteTopic);
    looks.remove(capture.id());
  }

  @Override
  public void finishAfterSnapshot(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    statements.finishAfterSnapshot(layout, new SqliteBlueprint(layout));
  }

  @Override
  public void rehearse(Migration migration, Source source) {
    fencing(migration, source).rehearse();
    Layout layout = new Layout(migration, source);
    statements.rehearseOpening(layout, new SqliteBlueprint(layout));
  }

  @Override
  public void endRehearsal(StreamId stream) {
    statements.endRehearsal(stream);
  }

  @Override
  public FenceObserved raiseFence(
      Migration migration, Source source, String token, Instant deadline) {
    return fencing(migration, source).raise(token, deadline);
  }

  @Override
  public void liftFence(Migration migration, Source source) {
    fencing(migration, source).lift();
  }

  @Override
  public Optional<FenceObserved> standingFence(Migration migration, Source source) {
    return fencing(migration, source).standing();
  }

  @Override
  public void checkDrained(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    statements.checkDrained(layout, new SqliteBlueprint(layout));
  }

  @Override
  public void open(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    statements.open(layout, new SqliteBlueprint(layout));
  }

  @Override
  public boolean opened(Migration migration, Source source) {
    return schema.opened(migration, source);
  }

  @Override
  public void removeGate(Migration migration, Source source) {
    schema.removeGate(migration, source);
  }

  @Override
  public void removeTarget(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    settled.forget(layout.stream());
    statements.remove(layout, new SqliteBlueprint(layout));
  }

  @PreDestroy
  void closeKept() {
    statements.close();
  }

  private SqliteCapture captureOf(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    StreamId id = layout.stream();
    return new SqliteCapture(
        id,
        source,
        topics.changes(id),
        settings,
        captures,
        () -> statements.ask(layout, (kept, exists) -> new KeptMapping(kept).requireBasis()),
        looks.computeIfAbsent(id, unseen -> new FileLook()));
  }

  private SqliteFencing fencing(Migration migration, Source source) {
    Layout layout = new Layout(migration, source);
    return new SqliteFencing(migration, source, settled.of(layout), clock);
  }
}
