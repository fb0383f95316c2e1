package io.tributary.connect.postgresql;

import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives every record an offset from which a restart loses nothing.
 *
 * <p>Debezium's own offsets point into the middle of transactions, and on restart it skips the rows
 * that share the WAL record of the last one. Here a record inside a transaction carries the last
 * boundary instead, so that the restart replays its transaction from BEGIN to END. While the
 * initial snapshot runs, no record says that it is complete but the COMPLETED notification itself,
 * so that a restart repeats the snapshot rather than leaving its readers waiting for the
 * notification.
 *
 * <p>An empty offset is never passed on: Debezium would read it back as a completed snapshot.
 *
 * <p>Offsets never go back while the instance lives, also if Debezium restarts internally and
 * replays. Not thread-safe: the polling thread owns it.
 */
final class BoundaryOffsets {

  private final String systemId;
  private @Nullable StoredOffset boundary;
  private long position;
  private @Nullable Map<String, ?> passed;
  private boolean snapshotting;

  /**
   * @param stored the offset that Connect holds, null when there is none
   * @param systemId names the database in every offset
   */
  BoundaryOffsets(@Nullable StoredOffset stored, String systemId) {
    this.systemId = systemId;
    this.boundary = stored;
    this.position = stored == null || !stored.hasPosition() ? Long.MIN_VALUE : stored.position();
    this.snapshotting = stored == null || !stored.snapshotCompleted();
  }

  /**
   * The same after Debezium began again from {@code stored}; what was passed on stays passed on.
   */
  BoundaryOffsets restartedFrom(@Nullable StoredOffset stored) {
    BoundaryOffsets restarted = new BoundaryOffsets(stored, systemId);
    if (position > restarted.position) {
      restarted.boundary = boundary;
      restarted.position = position;
      restarted.passed = passed;
    }
    return restarted;
  }

  /** The record with the offset that is safe to store once it is acknowledged. */
  SourceRecord atBoundary(SourceRecord record) {
    pass(record);
    return atLast(record);
  }

  /** Takes a record into account that is not passed on by itself. */
  void pass(SourceRecord record) {
    Map<String, ?> offset = record.sourceOffset();
    if (StoredOffset.hasPosition(offset) && isSafe(record, offset)) {
      long found = StoredOffset.position(offset);
      if (found >= position) {
        position = found;
        passed = offset;
      }
    }
  }

  /** The record with the offset that is safe after everything that was passed. */
  SourceRecord atLast(SourceRecord record) {
    if (passed != null) {
      boundary = StoredOffset.boundary(passed, systemId);
      passed = null;
    }
    return new SourceRecord(
        record.sourcePartition(),
        boundary == null ? null : boundary.values(),
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp(),
        record.headers());
  }

  private boolean isSafe(SourceRecord record, Map<String, ?> offset) {
    if (snapshotting) {
      boolean ended = DebeziumMarker.endsSnapshot(record);
      snapshotting = !ended;
      return ended || StoredOffset.isSnapshotRunning(offset);
    }
    return !StoredOffset.isInsideTransaction(offset) || DebeziumMarker.endsTransaction(record);
  }
}
