package io.tributary.validator;

import io.tributary.common.model.StreamId;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A target that leads: what a test writes there is on the topic of the way back. */
final class LeadingTarget implements AutoCloseable {
  private static final Map<String, Object> BROKER =
      Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());

  /** What all topics' names begin with. */
  final String prefix;

  private final String topic;
  private final KafkaProducer<String, String> producer;
  private final Connection target;

  /**
   * One committed transaction at the target.
   *
   * @param offset of its record
   * @param position behind its commit
   */
  record Change(long offset, long position) {
    /** Statements that note in a file that it has this, and the token of a fence. */
    List<String> facts(Optional<String> fence) {
      List<String> facts = new ArrayList<>();
      facts.add(
          "INSERT OR REPLACE INTO _tributary_capture VALUES ('back_offset', %d), ('back_position', %d), ('back_complete', 'true')"
              .formatted(offset, position));
      facts.add("DELETE FROM _tributary_capture WHERE name = 'back_fence'");
      fence.ifPresent(
          token ->
              facts.add("INSERT INTO _tributary_capture VALUES ('back_fence', '" + token + "')"));
      return facts;
    }
  }

  /**
   * A row that a transaction touches.
   *
   * @param table its table at the target
   * @param key its key there
   */
  record Row(String table, String key) {}

  /** Owns the connection. */
  LeadingTarget(String name, Connection target) throws Exception {
    this.target = target;
    prefix = name + "-" + UUID.randomUUID();
    topic =
        new TopicNames(prefix)
            .changes(new StreamId(PreparedTarget.MIGRATION, PreparedTarget.SOURCE).opposite());
    producer = new KafkaProducer<>(BROKER, new StringSerializer(), new StringSerializer());
    try (Admin admin = Admin.create(BROKER)) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  /** Runs statements in one transaction at the target, whose record names these rows. */
  synchronized Change write(String sql, Row... touched) {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
      try (ResultSet rows =
          statement.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
        rows.next();
        return new Change(record(touched), rows.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A transaction that changes nothing. */
  Change beat() {
    return write("SELECT pg_logical_emit_message(true, 'beat', '')");
  }

  private long record(Row... touched) {
    StringBuilder events = new StringBuilder("[");
    for (Row row : touched) {
      events.append(
          """
          {"op": "u", "source": {"schema": "moved", "table": "%s"}, "key": {"id": "%s"}},"""
              .formatted(row.table(), row.key()));
    }
    events.append("{\"status\":\"END\",\"id\":\"9:9\"}]");
    try {
      return producer.send(new ProducerRecord<>(topic, 0, null, events.toString())).get().offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    try {
      target.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
