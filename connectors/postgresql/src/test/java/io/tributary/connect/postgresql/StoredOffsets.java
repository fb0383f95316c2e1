package io.tributary.connect.postgresql;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Connect's offset store in memory; it outlives the tasks of a test. */
final class StoredOffsets implements OffsetStorageReader {

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new ConcurrentHashMap<>();

  /** What Connect does once the broker has the record; it stores a null offset as a removal. */
  void acknowledge(SourceRecord record) {
    if (record.sourceOffset() == null) {
      offsets.remove(record.sourcePartition());
    } else {
      offsets.put(record.sourcePartition(), new HashMap<>(record.sourceOffset()));
    }
  }

  void put(Map<String, ?> partition, Map<String, Object> offset) {
    offsets.put(partition, new HashMap<>(offset));
  }

  Map<String, Object> only() {
    return offsets.isEmpty() ? null : offsets.values().iterator().next();
  }

  void change(String key, Object value) {
    offsets.values().forEach(offset -> offset.put(key, value));
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    Map<String, Object> offset = offsets.get(partition);
    return offset == null ? null : new HashMap<>(offset);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    partitions.forEach(partition -> found.put(partition, offset(partition)));
    return found;
  }
}
