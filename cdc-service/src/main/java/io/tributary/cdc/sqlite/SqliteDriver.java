package io.tributary.cdc.sqlite;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.converted.KeptMapping;
import io.tributary.cdc.converted.SourceFencing;
import io.tributary.cdc.converted.StatementDriver;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** SQLite files. Thread-safe. */
@Singleton
public class SqliteDriver extends StatementDriver {
  private final StatementSchema statements;
  private final SettledTables settled;
  private final CaptureSettings settings;
  private final Captures captures;
  private final TopicNames topics;
  private final Clock clock;
  private final Map<StreamId, FileLook> looks = new ConcurrentHashMap<>();

  /** The driver, with Kafka's and Connect's addresses and the prefix of all topics. */
  @Inject
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
    this(
        schema,
        new StatementSchema(databases, clock),
        settings,
        new Captures(settings, connectUrl, bootstrapServers, clock),
        new TopicNames(topicPrefix),
        clock);
  }

  private SqliteDriver(
      SchemaService schema,
      StatementSchema statements,
      CaptureSettings settings,
      Captures captures,
      TopicNames topics,
      Clock clock) {
    super(schema, statements, captures);
    this.statements = statements;
    this.settled = new SettledTables(statements);
    this.settings = settings;
    this.captures = captures;
    this.topics = topics;
    this.clock = clock;
  }

  @Override
  protected Blueprint blueprint(Layout layout) {
    return new SqliteBlueprint(layout);
  }

  @Override
  protected SourceCapture captureOf(Layout layout) {
    StreamId id = layout.stream();
    return new SqliteCapture(
        id,
        layout.source(),
        topics.changes(id),
        settings,
        captures,
        () -> statements.ask(layout, (kept, exists) -> new KeptMapping(kept).requireBasis()),
        looks.computeIfAbsent(id, unseen -> new FileLook()));
  }

  @Override
  protected SourceFencing fencing(Layout layout) {
    return new SqliteFencing(layout.migration(), layout.source(), settled.of(layout), clock);
  }

  @Override
  protected void forget(StreamId stream) {
    settled.forget(stream);
  }

  @Override
  protected void released(StreamId stream) {
    looks.remove(stream);
  }

  @PreDestroy
  void closeKept() {
    statements.close();
  }
}
