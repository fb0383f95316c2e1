package io.tributary.connect.postgresql;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Where a stream begins whose slot was made before the connector: stands for the stored offset as
 * long as there is none, or none but that of an earlier connector of this name, which lies before
 * it. So the very first start is checked against the slot like any later one, and no snapshot is
 * taken.
 *
 * @param context what the worker gives
 * @param position the WAL position at which the slot begins
 */
record StartPosition(SourceTaskContext context, long position) implements SourceTaskContext {

  /** The setting that names it, a number as {@code lsn - '0/0'} prints it. */
  static final String SETTING = "tributary.start.position";

  /** The worker's context, with the start position in it when the settings name one. */
  static SourceTaskContext in(SourceTaskContext context) {
    return Optional.ofNullable(context.configs().get(SETTING))
        .<SourceTaskContext>map(text -> new StartPosition(context, Long.parseLong(text)))
        .orElse(context);
  }

  @Override
  public Map<String, String> configs() {
    return context.configs();
  }

  @Override
  public TransactionContext transactionContext() {
    return context.transactionContext();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return context.pluginMetrics();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return new Offsets(context.offsetStorageReader(), StoredOffset.at(position));
  }

  private record Offsets(OffsetStorageReader stored, Map<String, Object> start)
      implements OffsetStorageReader {

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      Map<String, Object> offset = stored.offset(partition);
      return offset == null ? start : StoredOffset.notBefore(start, offset);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
      partitions.forEach(partition -> found.put(partition, offset(partition)));
      return found;
    }
  }
}
