package io.tributary.connect.sqlite;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Connect's offset store in memory; it outlives the tasks of a test. */
final class StoredOffsets implements OffsetStorageReader {
  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

  /** What Connect does once the broker has the record. */
  synchronized void acknowledge(SourceRecord record) {
    if (record.sourceOffset() != null) {
      offsets.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
    }
  }

  synchronized void clear() {
    offsets.clear();
  }

  @Override
  public synchronized <T> Map<String, Object> offset(Map<String, T> partition) {
    return offsets.get(partition);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offset(partition)));
    return found;
  }
}
