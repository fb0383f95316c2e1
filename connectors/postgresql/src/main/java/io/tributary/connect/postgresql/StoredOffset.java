package io.tributary.connect.postgresql;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An offset of Debezium's PostgreSQL connector as Connect stores it.
 *
 * @param values Debezium's entries and {@link #SYSTEM_ID}; positions are WAL byte positions (LSN)
 */
record StoredOffset(Map<String, ?> values) {

  /** Names the database that the offset belongs to. Debezium's loader reads its own keys only. */
  static final String SYSTEM_ID = "tributary_system_id";

  private static final String LSN = "lsn";
  private static final String COMMIT_LSN = "lsn_commit";
  private static final String PROCESSED_LSN = "lsn_proc";
  private static final String TIMESTAMP = "ts_usec";
  private static final String SNAPSHOT = "snapshot";
  private static final String SNAPSHOT_COMPLETED = "snapshot_completed";
  private static final String TRANSACTION_ID = "transaction_id";
  private static final String TRANSACTION_KEYS = "transaction_";

  StoredOffset {
    values = Collections.unmodifiableMap(new HashMap<>(values));
  }

  /** What Connect answers, empty when it has nothing. */
  static Optional<StoredOffset> of(@Nullable Map<String, ?> stored) {
    return Optional.ofNullable(stored).map(StoredOffset::new);
  }

  /**
   * Debezium's offset at a transaction boundary, without what would make a restart resume inside of
   * a transaction. That includes {@code lsn_proc}: with it Debezium searches for the record at that
   * position, and a change of a still open transaction can begin exactly where a commit ended,
   * which makes it skip that transaction's earlier changes. Without it the server alone decides,
   * and it sends whole transactions that committed at or after {@code lsn}.
   */
  static StoredOffset boundary(Map<String, ?> offset, String systemId) {
    Map<String, Object> boundary = new HashMap<>(offset);
    boundary.keySet().removeIf(key -> key.startsWith(TRANSACTION_KEYS));
    boundary.remove(PROCESSED_LSN);
    boundary.put(SYSTEM_ID, systemId);
    return new StoredOffset(boundary);
  }

  /** The offset of a stream that begins at a position and had no snapshot. */
  static Map<String, Object> at(long position) {
    return Map.of(LSN, position, COMMIT_LSN, position, TIMESTAMP, 0L);
  }

  /**
   * An offset, or the start of the stream when the offset lies before it, as what an earlier
   * connector of the same name stored. The start gets the offset's database, so that an offset of
   * another database is refused as ever.
   */
  static Map<String, Object> notBefore(Map<String, Object> start, Map<String, Object> offset) {
    if (!hasPosition(offset) || position(offset) >= position(start)) {
      return offset;
    }
    Map<String, Object> moved = new HashMap<>(start);
    moved.computeIfAbsent(SYSTEM_ID, offset::get);
    return moved;
  }

  static boolean hasPosition(@Nullable Map<String, ?> offset) {
    return offset != null && offset.get(LSN) != null;
  }

  static boolean isInsideTransaction(Map<String, ?> offset) {
    return offset.get(TRANSACTION_ID) != null;
  }

  static boolean isSnapshotRunning(Map<String, ?> offset) {
    return offset.get(SNAPSHOT) != null && !Boolean.TRUE.equals(offset.get(SNAPSHOT_COMPLETED));
  }

  boolean hasPosition() {
    return hasPosition(values);
  }

  boolean snapshotCompleted() {
    return hasPosition() && !isSnapshotRunning(values);
  }

  /** The position that Debezium confirms to the slot, or that the snapshot was taken at. */
  static long position(Map<String, ?> offset) {
    Object commit = offset.get(COMMIT_LSN);
    Object found = commit == null ? offset.get(LSN) : commit;
    return ((Number) Objects.requireNonNull(found, "offsets without one are not asked"))
        .longValue();
  }

  long position() {
    return position(values);
  }

  Optional<String> systemId() {
    return Optional.ofNullable((String) values.get(SYSTEM_ID));
  }
}
