package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** A file with a writer process, and a task that is driven as a worker drives it. */
final class Source implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A definition is taken in by one poll, and sent by the next. */
  private static final int QUIET_POLLS = 3;

  private final Path directory;
  private final Path file;
  private final Map<String, String> settings = new HashMap<>();
  private final StoredOffsets offsets = new StoredOffsets();
  private final Replica replica = new Replica();
  private final List<SourceRecord> records = new ArrayList<>();
  private Writer writer;
  private SourceTask task;
  private final TestClock clock = new TestClock();

  Source(String journal) {
    try {
      directory = Files.createTempDirectory("tributary-sqlite-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file = directory.resolve("app.db");
    writer = Writer.on(file);
    writer.execute("PRAGMA journal_mode = " + journal + ";");
    settings.put("topic.prefix", "demo");
    settings.put("database.file", file.toString());
    settings.put("poll.interval.ms", "1");
    settings.put("log.compaction.interval.ms", "1");
  }

  Path file() {
    return file;
  }

  Source with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  TestClock clock() {
    return clock;
  }

  Writer writer() {
    return writer;
  }

  Replica replica() {
    return replica;
  }

  /** Every record that was acknowledged. */
  List<SourceRecord> records() {
    return records;
  }

  void forgetOffsets() {
    offsets.clear();
  }

  Source sql(String sql) {
    writer.execute(sql);
    return this;
  }

  Source start() {
    task = new SqliteSourceTask(clock);
    task.initialize(
        new SourceTaskContext() {
          @Override
          public Map<String, String> configs() {
            return settings;
          }

          @Override
          public OffsetStorageReader offsetStorageReader() {
            return offsets;
          }

          @Override
          public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("the task has no metrics of its own");
          }
        });
    task.start(settings);
    return this;
  }

  /** Ends the task; what it has not sent is lost with it. */
  Source stop() {
    task.stop();
    return this;
  }

  /** One poll, of which the first so many records reach the broker before offsets are stored. */
  List<SourceRecord> poll(int acknowledged) throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    if (batch == null) {
      return List.of();
    }
    for (SourceRecord record : batch.subList(0, Math.min(acknowledged, batch.size()))) {
      records.add(record);
      replica.accept(Json.key(record), Json.value(record));
      offsets.acknowledge(record);
    }
    task.commit();
    return batch;
  }

  List<SourceRecord> poll() throws InterruptedException {
    return poll(Integer.MAX_VALUE);
  }

  /** Polls until the snapshot is complete and nothing comes any more. */
  Source catchUp() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    int quiet = 0;
    while (quiet < QUIET_POLLS || !replica.snapshotCompleted()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      quiet = poll().isEmpty() ? quiet + 1 : 0;
    }
    return this;
  }

  /** Polls until the stream has passed a number of the log and nothing comes any more. */
  Source catchUpTo(long number) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    int quiet = 0;
    while (quiet < QUIET_POLLS || replica.position() < number) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      quiet = poll().isEmpty() ? quiet + 1 : 0;
    }
    return this;
  }

  /** Holds the replica against the file; tables by rowid are called loose in the tests. */
  void requireSame(String... tables) throws SQLException {
    for (String table : tables) {
      String columns = table.equals("loose") ? "rowid, *" : "*";
      assertThat(replica.rows(table))
          .as(table)
          .isEqualTo(
              FileRows.of(
                  file, "SELECT " + columns + " FROM \"" + table.replace("\"", "\"\"") + "\""));
    }
  }

  long logRows() throws SQLException {
    return Long.parseLong(
        FileRows.of(file, "SELECT count(*) FROM _tributary_log").get(0).replaceAll("\\D", ""));
  }

  @Override
  public void close() {
    writer.close();
    if (task != null) {
      task.stop();
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
