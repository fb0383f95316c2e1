package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.KafkaFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

/**
 * A file that follows its target: the target's changes are on the topic of the way back, and in the
 * file once the test has them written there, each together with the facts of its transaction.
 */
final class FollowingFile implements AutoCloseable {
  private static final Map<String, Object> BROKER =
      Map.of("bootstrap.servers", KafkaFixture.bootstrapServers());
  private static final String TRIGGER =
      "CREATE TRIGGER _tributary_fence_1_own AFTER INSERT ON _tributary_table BEGIN SELECT 1; END;";

  final FileAndDatabase both;
  final String prefix;
  final Migration migration;
  private final String topic;
  private final KafkaProducer<String, String> producer;
  private final Connection target;

  /**
   * One committed transaction at the target.
   *
   * @param offset of its record
   * @param position behind its commit
   */
  record Change(long offset, long position) {}

  /**
   * A row that a transaction touches.
   *
   * @param table its table at the target
   * @param key its key there
   */
  record Row(String table, String key) {}

  FollowingFile(String name, boolean writeAheadLog, String tables) throws Exception {
    both = new FileAndDatabase(name, writeAheadLog, tables);
    migration = both.returning(500);
    prefix = name + "-" + UUID.randomUUID();
    topic =
        new TopicNames(prefix)
            .changes(new StreamId(FileAndDatabase.MIGRATION, FileAndDatabase.SOURCE).opposite());
    producer = new KafkaProducer<>(BROKER, new StringSerializer(), new StringSerializer());
    try (Admin admin = Admin.create(BROKER)) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
    target = both.openTarget();
    both.writer.run(TRIGGER);
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

  /** Writes what a transaction of the target changed into the file, as its applier would. */
  void bringHome(String sql, Change change) {
    bringHome(sql, change, Optional.empty());
  }

  /** The same behind the fence of a rollback. */
  void bringHome(String sql, Change change, Optional<String> fence) {
    // The applier takes triggers away and makes them again, so that the schema's version moves.
    String printed =
        both.writer.run(
            "BEGIN EXCLUSIVE; DROP TRIGGER _tributary_fence_1_own; "
                + sql
                + ";"
                + TRIGGER
                + "INSERT OR REPLACE INTO _tributary_capture VALUES ('back_offset', %d), ('back_position', %d), ('back_complete', 'true');"
                    .formatted(change.offset(), change.position())
                + "DELETE FROM _tributary_capture WHERE name = 'back_fence';"
                + fence
                    .map(
                        token ->
                            "INSERT INTO _tributary_capture VALUES ('back_fence', '"
                                + token
                                + "');")
                    .orElse("")
                + "COMMIT;");
    assertThat(printed).isEmpty();
  }

  /** All that is at the target is in the file. */
  void caughtUp() {
    bringHome("SELECT 1 WHERE 0", beat());
  }

  @Override
  public void close() {
    producer.close();
    try {
      target.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    both.close();
  }
}
