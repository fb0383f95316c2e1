package io.tributary.common.change;

import org.jspecify.annotations.Nullable;

/** Heartbeats and the connector's notices; only the snapshot's start and end matter. */
final class NoticeKind {
  private static final String SNAPSHOT = "Initial Snapshot";

  private NoticeKind() {}

  /**
   * What a notice says.
   *
   * @param aggregate what it is about; null in a heartbeat
   * @param type what happened to that
   * @param millis when; null where the record does not say
   */
  static ChangeRecord of(@Nullable String aggregate, @Nullable String type, @Nullable Long millis) {
    if (SNAPSHOT.equals(aggregate) && type != null) {
      return switch (type) {
        case "STARTED" -> new ChangeRecord.SnapshotStarted();
        case "COMPLETED" -> new ChangeRecord.SnapshotCompleted();
        default -> new ChangeRecord.Ignored();
      };
    }
    if (aggregate != null || millis != null) {
      return new ChangeRecord.Ignored();
    }
    throw new IllegalArgumentException("neither a change, nor a marker, nor a notice");
  }
}
