package io.tributary.cdc.converted;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.Captures;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the drivers of sources share whose tables are made by statements. Thread-safe. */
@Singleton
public class StatementParts {
  private final SchemaService schema;
  private final StatementSchema statements;
  private final CaptureSettings settings;
  private final Captures captures;
  private final TopicNames topics;
  private final Clock clock;

  /** The parts, with Kafka's and Connect's addresses and the prefix of all topics. */
  public StatementParts(
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
    this.settings = settings;
    this.captures = new Captures(settings, connectUrl, bootstrapServers, clock);
    this.topics = new TopicNames(topicPrefix);
    this.clock = clock;
  }

  SchemaService schema() {
    return schema;
  }

  /** The target's schemas. */
  public StatementSchema statements() {
    return statements;
  }

  /** Settings of all captures. */
  public CaptureSettings settings() {
    return settings;
  }

  /** Where connectors are. */
  public Captures captures() {
    return captures;
  }

  /** The changes topic of a stream. */
  public String topic(StreamId stream) {
    return topics.changes(stream);
  }

  /** What the time is. */
  public Clock clock() {
    return clock;
  }

  @PreDestroy
  void closeKept() {
    statements.close();
  }
}
