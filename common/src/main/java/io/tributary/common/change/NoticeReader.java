package io.tributary.common.change;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads heartbeats and the connector's notices; only the snapshot's start and end matter. */
final class NoticeReader {
  private static final String SNAPSHOT = "Initial Snapshot";

  private NoticeReader() {}

  static ChangeRecord read(JsonNode notice) {
    if (SNAPSHOT.equals(notice.path("aggregate_type").asText())) {
      return switch (notice.path("type").asText()) {
        case "STARTED" -> new ChangeRecord.SnapshotStarted();
        case "COMPLETED" -> new ChangeRecord.SnapshotCompleted();
        default -> new ChangeRecord.Ignored();
      };
    }
    if (notice.has("aggregate_type") || notice.has("ts_ms")) {
      return new ChangeRecord.Ignored();
    }
    throw new IllegalArgumentException("neither a change, nor a marker, nor a notice");
  }
}
