package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** The connector in a real worker with a real broker, also when the worker is killed. */
class WorkerIT {
  private static final String TOPIC = "sqlite.changes";

  @Test
  void theTopicAddsUpToTheFileThoughTheWorkerIsKilled() throws Exception {
    String broker = KafkaFixture.bootstrapServers();
    Path directory = Files.createTempDirectory("tributary-sqlite-worker-");
    try (Source source = new Source("WAL");
        Worker worker = new Worker(broker, directory);
        KafkaConsumer<byte[], byte[]> consumer = consumer(broker)) {
      // given
      source.sql(
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE); WITH RECURSIVE n(i) AS (SELECT 1 UNION"
              + " ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i, 'v' || i FROM n;");
      worker.start();
      worker.put("demo", settings(source.file()));
      readUntilSame(consumer, source, worker);
      // when
      source.sql("REPLACE INTO t SELECT id + 1, 'v' || id FROM t WHERE id % 3 = 0;");
      worker.kill();
      source.sql("DELETE FROM t WHERE id % 5 = 0; UPDATE t SET v = 'w' || id WHERE id % 7 = 0;");
      worker.start();
      source.sql("INSERT INTO t VALUES (9001, 'last');");
      // then
      readUntilSame(consumer, source, worker);
      // and: the log is cut behind the offsets that the worker stored
      Instant end = Instant.now().plusSeconds(90);
      while (source.logRows() > 1) {
        assertThat(Instant.now()).isBefore(end);
        consumer.poll(Duration.ofMillis(100));
      }
    } finally {
      for (String name : List.of("worker.properties", "worker.log")) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.delete(directory);
    }
  }

  private static void readUntilSame(
      KafkaConsumer<byte[], byte[]> consumer, Source source, Worker worker) throws Exception {
    List<String> wanted = FileRows.of(source.file(), "SELECT * FROM t");
    Instant end = Instant.now().plusSeconds(90);
    while (!source.replica().rows("t").equals(wanted)) {
      assertThat(Instant.now()).as(worker::logTail).isBefore(end);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        source.replica().accept(record.key(), record.value());
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String broker) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
    return consumer;
  }

  private static Map<String, String> settings(Path file) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", SqliteSourceConnector.class.getName());
    settings.put("tasks.max", "1");
    settings.put("topic.prefix", "demo");
    settings.put("database.file", file.toString());
    settings.put("table.include.list", "main\\.t");
    settings.put("poll.interval.ms", "20");
    settings.put("heartbeat.interval.ms", "500");
    settings.put("log.compaction.interval.ms", "200");
    settings.put("topic.creation.default.partitions", "1");
    settings.put("topic.creation.default.replication.factor", "1");
    settings.put("transforms", "route");
    settings.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
    settings.put("transforms.route.regex", ".*");
    settings.put("transforms.route.replacement", TOPIC);
    return settings;
  }
}
