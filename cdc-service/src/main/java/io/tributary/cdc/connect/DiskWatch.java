package io.tributary.cdc.connect;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the room that is left on the disk on which the log of a source grows while it is not read.
 * Pure.
 *
 * @param stream the stream
 * @param leastBytes below how many free bytes to warn
 */
record DiskWatch(StreamId stream, long leastBytes) {

  /** A warning where less is left than there should be; none where nothing can be seen. */
  Optional<ErrorReport> warning(DiskRoom room) {
    return room.freeBytes().stream()
        .filter(free -> free < leastBytes)
        .mapToObj(this::report)
        .findFirst();
  }

  private ErrorReport report(long free) {
    return ErrorReport.of(
        CaptureError.DISK_LOW,
        "Source %s has %d MB left on the disk on which its log grows until it is read. Make room there, and see whether its connector runs and why it is behind."
            .formatted(stream.source(), free >> 20),
        Map.of("migration", stream.migration(), "source", stream.source()));
  }
}
