package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whether a stream can go on at a server that is on another timeline of its WAL than the one
 * that was captured. Pure.
 *
 * @param id the stream
 * @param recorded the slot on the captured timeline
 * @param now server and slot as they are
 * @param history where the server's timelines were left
 */
record PromotedServer(StreamId id, SlotIdentity recorded, SlotState now, TimelineHistory history) {
  private static final int HIGH_BITS = 32;
  private static final long LOW = 0xFFFFFFFFL;

  /** Why it cannot, whatever was captured; empty when it may. */
  Optional<ErrorReport> refusal() {
    if (history.leftAt(recorded.timeline()).isEmpty()) {
      return refused("Its WAL does not come from that timeline.");
    }
    return now.present()
        ? Optional.empty()
        : refused(
            "It has no slot %s: the standby did not carry the slot along, so changes made since then cannot be read."
                .formatted(recorded.slot()));
  }

  /**
   * Why it cannot, given how much was captured; empty when it can.
   *
   * @param captured the end of the last transaction that is on the topic or in the target
   */
  Optional<ErrorReport> refusal(long captured) {
    Optional<ErrorReport> whatever = refusal();
    if (whatever.isPresent()) {
      return whatever;
    }
    long left = history.leftAt(recorded.timeline()).orElseThrow();
    return captured <= left
        ? Optional.empty()
        : refused(
            "It has left that timeline at %s, but changes up to %s were captured: it lacks what lies between, and some of that may be in the target."
                .formatted(display(left), display(captured)));
  }

  /** That it is not known yet. */
  ErrorReport examined() {
    return ErrorReport.of(
        CaptureError.TIMELINE_CHANGED,
        "Source %s is on timeline %d of its WAL, and its changes were captured on timeline %d: a standby was promoted. Its connector is being stopped, to see whether anything that was captured is missing there."
            .formatted(id.source(), now.identity().timeline(), recorded.timeline()),
        fields());
  }

  private Optional<ErrorReport> refused(String why) {
    return Optional.of(
        ErrorReport.of(
            CaptureError.OTHER_TIMELINE,
            "Source %s is on timeline %d of its WAL, but its changes were captured on timeline %d: a standby was promoted, or the server was restored. %s So its connector was stopped. %s"
                .formatted(
                    id.source(),
                    now.identity().timeline(),
                    recorded.timeline(),
                    why,
                    id.beginAnew()),
            fields()));
  }

  private Map<String, String> fields() {
    return Map.of("migration", id.migration(), "source", id.source());
  }

  private static String display(long position) {
    return "%X/%X".formatted(position >>> HIGH_BITS, position & LOW);
  }
}
