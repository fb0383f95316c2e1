package io.tributary.connect.postgresql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * One life of the task, driven as a Connect worker would drive it: poll, acknowledge, commit. A
 * test decides how many records are acknowledged before the task ends.
 */
final class TaskRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SourceTask task = new PostgresSourceTask();
  private final List<SourceRecord> records = new ArrayList<>();
  private final StoredOffsets offsets;

  private TaskRun(StoredOffsets offsets) {
    this.offsets = offsets;
  }

  static TaskRun started(Map<String, String> settings, StoredOffsets offsets) {
    TaskRun run = new TaskRun(offsets);
    run.task.initialize(run.new Context(settings));
    run.task.start(settings);
    return run;
  }

  /** Polls and acknowledges every record until one matches; answers all records of this run. */
  List<SourceRecord> until(Predicate<SourceRecord> last) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      List<SourceRecord> batch = polled();
      batch.forEach(this::acknowledge);
      task.commit();
      if (batch.stream().anyMatch(last)) {
        return records;
      }
    }
    throw new AssertionError("the awaited record did not come; last of " + records.size());
  }

  /** One poll without any acknowledgement; like a worker it tries again what may be retried. */
  List<SourceRecord> polled() throws InterruptedException {
    try {
      List<SourceRecord> batch = task.poll();
      return batch == null ? List.of() : batch;
    } catch (RetriableException e) {
      return List.of();
    }
  }

  void acknowledge(SourceRecord record) {
    records.add(record);
    offsets.acknowledge(record);
  }

  void commit() throws InterruptedException {
    task.commit();
  }

  List<SourceRecord> records() {
    return records;
  }

  @Override
  public void close() {
    task.stop();
  }

  private final class Context implements SourceTaskContext {

    private final Map<String, String> settings;

    Context(Map<String, String> settings) {
      this.settings = settings;
    }

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
      throw new UnsupportedOperationException("the task registers no metrics of its own");
    }
  }
}
