package io.tributary.mapping.conversion;

import io.tributary.common.conversion.ClockChange;
import io.tributary.mapping.text.TimeText;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The zone of times whose text names none. Nothing is guessed: where a zone is needed and none is
 * declared, such a time is rejected.
 *
 * @param naive the zone of times without one; null when none is declared
 * @param currentTimestamp the zone of times that are spelled as SQLite's CURRENT_TIMESTAMP spells
 *     them (usually UTC); null to treat them as all others
 * @param change what to do with local times that are skipped or happen twice when clocks change
 */
public record ZoneRule(
    @Nullable ZoneId naive, @Nullable ZoneId currentTimestamp, ClockChange change) {
  /** No zone is declared. */
  public static final ZoneRule NONE = new ZoneRule(null, null, ClockChange.REJECT);

  /** Everything without a zone is UTC. */
  public static final ZoneRule UTC = new ZoneRule(ZoneOffset.UTC, null, ClockChange.REJECT);

  /** The zone of times without one, as {@code java.time.ZoneId} spells it; null for none. */
  public static ZoneRule of(@Nullable String naive) {
    return naive == null ? NONE : new ZoneRule(ZoneId.of(naive), null, ClockChange.REJECT);
  }

  @Nullable ZoneId zoneOf(TimeText.Shape shape) {
    return shape == TimeText.Shape.CURRENT_TIMESTAMP && currentTimestamp != null
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
