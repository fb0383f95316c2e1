package io.tributary.validator;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The change topic of a source of its own, and what a connector would write to it. */
final class ChangeTopic implements AutoCloseable {
  private static final Map<String, Object> BROKER =
      Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());

  private final String prefix;
  private final String schema;
  private final String topic;
  private final KafkaProducer<String, String> producer;

  /** Of a source whose table is {@code app.big}. */
  ChangeTopic(String source) throws Exception {
    this(new StreamId(TwoDatabases.MIGRATION, source), "app");
  }

  /** Of a stream that reads a table {@code big} in this schema. */
  ChangeTopic(StreamId stream, String schema) throws Exception {
    this(stream.source() + "-" + UUID.randomUUID(), stream, schema);
  }

  /** The same below a prefix. */
  ChangeTopic(String prefix, StreamId stream, String schema) throws Exception {
    this.schema = schema;
    this.prefix = prefix;
    topic = new TopicNames(prefix).changes(stream);
    producer = new KafkaProducer<>(BROKER, new StringSerializer(), new StringSerializer());
    try (Admin admin = Admin.create(BROKER)) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  /** What all topics' names begin with. */
  String prefix() {
    return prefix;
  }

  /** Writes a change of table {@code big}; the record's offset. */
  long change(int id) {
    return send(
        "{\"id\": \"" + id + "\"}",
        envelope("").replace("\"schema\": \"app\"", "\"schema\": \"" + schema + "\""));
  }

  /** Writes a change of the row of table {@code big} that has this key; the record's offset. */
  long change(Map<String, String> key) {
    return send(Json.text(key), envelope(""));
  }

  /** Writes that all rows of table {@code app.big} are gone. */
  long truncate() {
    return send(null, envelope("").replace("\"op\": \"u\"", "\"op\": \"t\""));
  }

  /** Writes one record of several events. */
  long changes(String... events) {
    return send(null, "[" + String.join(",", events) + "]");
  }

  /** A change of table {@code app.big} as one of several events of a record. */
  static String event(int id) {
    return envelope(",\"key\":{\"id\":\"" + id + "\"}");
  }

  /** What stands behind the events of a transaction. */
  static String end() {
    return "{\"status\":\"END\",\"id\":\"9:9\"}";
  }

  private static String envelope(String more) {
    return """
        {"before": null, "after": {"id": "x"}, "op": "u",
         "source": {"schema": "app", "table": "big", "lsn": 1}%s}"""
        .formatted(more);
  }

  private long send(String key, String value) {
    try {
      return producer.send(new ProducerRecord<>(topic, 0, key, value)).get().offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
