package io.tributary.cdc.connect;

import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The room that was seen on the disks that changes pass and end on. Pure.
 *
 * @param brokers of the broker with the least
 * @param targets of the target of each stream
 */
public record SeenRooms(DiskRoom brokers, Map<StreamId, DiskRoom> targets) {
  /** Nothing was seen. */
  public static final SeenRooms NONE = new SeenRooms(DiskRoom.UNSEEN, Map.of());

  public SeenRooms {
    targets = Map.copyOf(targets);
  }

  /** Warnings where less is left than there should be. */
  List<ErrorReport> warnings(StreamId stream, long leastBytes) {
    List<ErrorReport> found = new ArrayList<>();
    low(targets.getOrDefault(stream, DiskRoom.UNSEEN), leastBytes)
        .ifPresent(
            free ->
                found.add(
                    report(
                        CaptureError.TARGET_DISK_LOW,
                        stream,
                        "The target of source %s has %d MB left on the disk of its server. Make room there: when it is full, nothing is applied any more, and changes wait on their topic."
                            .formatted(stream.source(), free >> 20))));
    low(brokers, leastBytes)
        .ifPresent(
            free ->
                found.add(
                    report(
                        CaptureError.BROKER_DISK_LOW,
                        stream,
                        "The broker with the least room has %d MB left on the disk of its topics. Make room there, or lower tributary.trim.keep-minutes: when it is full, changes of source %s wait there, and its log grows."
                            .formatted(free >> 20, stream.source()))));
    return List.copyOf(found);
  }

  private static OptionalLong low(DiskRoom room, long leastBytes) {
    return room.freeBytes().stream().filter(free -> free < leastBytes).findFirst();
  }

  private static ErrorReport report(CaptureError code, StreamId stream, String message) {
    return ErrorReport.of(
        code, message, Map.of("migration", stream.migration(), "source", stream.source()));
  }
}
