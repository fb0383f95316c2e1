package io.tributary.cdc.chroma;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.capture.SourceCapture;
import io.tributary.cdc.converted.SourceFencing;
import io.tributary.cdc.converted.StatementDriver;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.topic.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chroma directories. Thread-safe. */
@Singleton
public class ChromaDriver extends StatementDriver {
  private final StatementSchema statements;
  private final CaptureSettings settings;
  private final Captures captures;
  private final TopicNames topics;
  private final Clock clock;

  /** The driver, with Kafka's and Connect's addresses and the prefix of all topics. */
  @Inject
  public ChromaDriver(
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

  private ChromaDriver(
      SchemaService schema,
      StatementSchema statements,
      CaptureSettings settings,
      Captures captures,
      TopicNames topics,
      Clock clock) {
    super(schema, statements, captures);
    this.statements = statements;
    this.settings = settings;
    this.captures = captures;
    this.topics = topics;
    this.clock = clock;
  }

  @Override
  public TableMaking tableMaking(Migration migration, Source source) {
    return new CollectionMaking(new Layout(migration, source));
  }

  @Override
  protected Blueprint blueprint(Layout layout) {
    return new ChromaBlueprint(layout);
  }

  @Override
  protected SourceCapture captureOf(Layout layout) {
    return new ChromaCapture(
        layout.stream(), layout.source(), topics.changes(layout.stream()), settings, captures);
  }

  @Override
  protected SourceFencing fencing(Layout layout) {
    return new ChromaFencing(layout.migration(), layout.source(), clock);
  }

  @PreDestroy
  void closeKept() {
    statements.close();
  }
}
