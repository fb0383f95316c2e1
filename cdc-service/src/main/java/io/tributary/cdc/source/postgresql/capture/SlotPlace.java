package io.tributary.cdc.source.postgresql.capture;

import java.util.Map;
import java.util.Optional;

/**
 * Where a connector finds its slot, beside its name.
 *
 * @param timeline of the source's WAL, the only one that the connector reads; 0 for any
 * @param carried whether a standby of the source can carry the slot along
 */
record SlotPlace(long timeline, boolean carried) {
  /** The setting of the connector that names the timeline. */
  static final String TIMELINE = "tributary.timeline";

  /** Debezium's setting for a slot that it makes itself. */
  static final String CARRIED = "slot.failover";

  /** The slot that was kept, or the one that is to be made at this server. */
  static SlotPlace of(Optional<SlotIdentity> kept, CaptureSession session) {
    return new SlotPlace(
        kept.map(SlotIdentity::timeline).orElseGet(session::timeline), session.carriesSlots());
  }

  /** Whether a connector that reads another timeline comes to this one. */
  boolean leaves(Map<String, String> present) {
    String before = present.get(TIMELINE);
    return before != null && timeline != 0 && !before.equals(String.valueOf(timeline));
  }
}
