package io.tributary.common.convert;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Which zone a time is in when its text names none. Nothing is guessed: without a zone such a time
 * is rejected where one is needed.
 *
 * @param naive the zone of times without one; null when none is declared
 * @param currentTimestamp the zone of times that are spelled as SQLite's CURRENT_TIMESTAMP spells
 *     them (usually UTC); null to treat them as all others
 * @param change what to do with local times that are skipped or happen twice when clocks change
 */
public record ZoneRule(ZoneId naive, ZoneId currentTimestamp, Change change) {
  /** No zone is declared. */
  public static final ZoneRule NONE = new ZoneRule(null, null, Change.REJECT);

  /** Everything without a zone is UTC. */
  public static final ZoneRule UTC = new ZoneRule(ZoneOffset.UTC, null, Change.REJECT);

  /** What to do with local times that are skipped or happen twice. */
  public enum Change {
    /** Reject them. */
    REJECT,
    /** Take the offset that was valid before the clocks changed. */
    OFFSET_BEFORE,
    /** Take the offset that is valid after the clocks changed. */
    OFFSET_AFTER
  }

  ZoneId zoneOf(Moment.Shape shape) {
    return shape == Moment.Shape.CURRENT_TIMESTAMP && currentTimestamp != null
        ? currentTimestamp
        : naive;
  }

  /** The offset at a local time; empty when it is doubtful and doubtful times are rejected. */
  Optional<ZoneOffset> offset(ZoneId zone, LocalDateTime local) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    if (transition == null) {
      return Optional.of(zone.getRules().getOffset(local));
    }
    return switch (change) {
      case REJECT -> Optional.empty();
      case OFFSET_BEFORE -> Optional.of(transition.getOffsetBefore());
      case OFFSET_AFTER -> Optional.of(transition.getOffsetAfter());
    };
  }
}
