package io.tributary.bench.sqlite;

import io.tributary.connect.sqlite.SqliteSourceTask;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * The connector on a file: installed when this is made, and at work from {@link #go} on in a thread
 * of this process, which acknowledges and forgets what it sends.
 */
final class Capturing implements AutoCloseable {
  private final SqliteSourceTask task = new SqliteSourceTask();
  private final Map<String, String> settings;
  private volatile Map<String, Object> offset;
  private volatile boolean ended;
  private volatile RuntimeException failure;
  private Thread thread;

  Capturing(Path file, String table) throws InterruptedException {
    settings =
        Map.of(
            "topic.prefix",
            "bench",
            "database.file",
            file.toString(),
            "table.include.list",
            "main\\." + table,
            "snapshot.mode",
            "no_data",
            "log.compaction.interval.ms",
            "1000");
    task.initialize(new Context());
    task.start(settings);
    boolean completed = false;
    while (!completed) {
      completed = poll().stream().anyMatch(record -> record.toString().contains("COMPLETED"));
    }
  }

  void go() {
    thread =
        new Thread(
            () -> {
              try {
                while (!ended) {
                  poll();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                failure = e;
              }
            },
            "connector");
    thread.start();
  }

  private List<SourceRecord> poll() throws InterruptedException {
    List<SourceRecord> records = task.poll();
    if (records == null) {
      return List.of();
    }
    for (SourceRecord record : records) {
      if (record.sourceOffset() != null) {
        offset = new HashMap<>(record.sourceOffset());
      }
    }
    task.commit();
    return records;
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    if (thread != null) {
      thread.join();
    }
    task.stop();
    if (failure != null) {
      throw failure;
    }
  }

  private final class Context implements SourceTaskContext, OffsetStorageReader {
    @Override
    public Map<String, String> configs() {
      return settings;
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return this;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException("the task has no metrics of its own");
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return offset;
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, offset));
      return found;
    }
  }
}
