package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

/** A directory with its application, and a task that is driven as a worker drives it. */
final class Source implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int QUIET_POLLS = 4;

  /** Files that were just written are not read at once. */
  private static final Duration QUIET = Duration.ofMillis(50);

  private final Path root;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private final Replica replica = new Replica();
  private final Application application;
  private final Clock clock;
  private SourceTask task;

  Source() {
    this(Clock.systemUTC());
  }

  Source(Clock clock) {
    this(clock, newDirectory(), true);
  }

  /** On a directory that somebody else writes to; it is left there. */
  Source(Path root) {
    this(Clock.systemUTC(), root, false);
  }

  private Source(Clock clock, Path root, boolean own) {
    this.clock = clock;
    this.root = root;
    this.application = own ? new Application(root) : null;
    settings.put("topic.prefix", "demo");
    settings.put("chroma.directory", root.toString());
    settings.put("poll.interval.ms", "1");
    settings.put("log.compaction.interval.ms", "1");
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("tributary-chroma-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  Application application() {
    return application;
  }

  Replica replica() {
    return replica;
  }

  Source with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  Source start() {
    task = new ChromaSourceTask(clock);
    task.initialize(
        new SourceTaskContext() {
          @Override
          public Map<String, String> configs() {
            return settings;
          }

          @Override
          public OffsetStorageReader offsetStorageReader() {
            return reader();
          }

          @Override
          public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("the task has no metrics of its own");
          }
        });
    task.start(settings);
    return this;
  }

  private OffsetStorageReader reader() {
    return new OffsetStorageReader() {
      @Override
      public <T> Map<String, Object> offset(Map<String, T> partition) {
        return offsets.get(partition);
      }

      @Override
      public <T> Map<Map<String, T>, Map<String, Object>> offsets(
          Collection<Map<String, T>> partitions) {
        throw new UnsupportedOperationException("one partition is asked for at a time");
      }
    };
  }

  /** Ends the task; what it has not sent is lost with it. */
  Source stop() {
    task.stop();
    return this;
  }

  /** One poll, of which the first so many records reach the broker before offsets are stored. */
  int poll(int acknowledged) throws InterruptedException {
    List<SourceRecord> batch = task.poll();
    if (batch == null) {
      return 0;
    }
    for (SourceRecord record : batch.subList(0, Math.min(acknowledged, batch.size()))) {
      replica.accept(record);
      if (record.sourceOffset() != null) {
        offsets.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
      }
    }
    task.commit();
    return batch.size();
  }

  /** Polls until the snapshot is complete and nothing comes any more. */
  Source catchUp() throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    int quiet = 0;
    Instant last = Instant.now();
    while (quiet < QUIET_POLLS
        || Instant.now().isBefore(last.plus(QUIET))
        || !replica.completed()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      quiet = poll(Integer.MAX_VALUE) == 0 ? quiet + 1 : 0;
      last = quiet == 0 ? Instant.now() : last;
    }
    return this;
  }

  @Override
  public void close() {
    if (application != null) {
      application.close();
    }
    if (task != null) {
      task.stop();
    }
    if (application != null) {
      remove();
    }
  }

  private void remove() {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
