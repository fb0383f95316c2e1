package io.tributary.bench.connector;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** A task of a source connector, started, whose records are acknowledged and forgotten. */
public final class DrivenTask implements AutoCloseable {
  private final SourceTask task;
  private final Map<String, String> settings;
  private volatile @Nullable Map<String, Object> offset;

  /** Starts the task. */
  public DrivenTask(SourceTask task, Map<String, String> settings) {
    this.task = task;
    this.settings = settings;
    task.initialize(new Context());
    task.start(settings);
  }

  /** Polls once and acknowledges what came. */
  public List<SourceRecord> poll() throws InterruptedException {
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

  /** Whether the record says that the snapshot is complete. */
  public static boolean completes(SourceRecord record) {
    return record.topic().endsWith(".notifications") && record.toString().contains("COMPLETED");
  }

  @Override
  public void close() {
    task.stop();
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
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
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
