package io.tributary.cdc.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks at what a PostgreSQL source says about its capture: slot, tables and their definitions.
 * Remembers what it saw; one look at a time.
 */
final class SlotLook {
  private final CaptureSettings settings;
  private final Clock clock;
  private final DefinitionWatch definitions;
  private Optional<SlotIdentity> recorded = Optional.empty();
  private Instant slotLastSeen;

  SlotLook(CaptureSettings settings, Databases databases, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.definitions =
        new DefinitionWatch(databases, Duration.ofMillis(settings.definitionCheckMillis()), clock);
    this.slotLastSeen = clock.instant();
  }

  /** What is wrong, errors of the looking included. */
  Optional<ErrorReport> error(Capture capture) {
    try (SourceSession session = capture.session()) {
      SlotState slot = session.slot(capture.names().slot());
      if (recorded.isEmpty()) {
        recorded = record(capture.preparations(), slot);
      }
      if (slot.present()) {
        slotLastSeen = clock.instant();
      }
      Duration missingFor = Duration.between(slotLastSeen, clock.instant());
      SlotWatch watch =
          new SlotWatch(
              capture.id(),
              Duration.ofMillis(settings.slotMissingGraceMillis()),
              settings.safeWalWarningBytes());
      capture.tellChanges(definitions);
      Optional<ErrorReport> slotError = watch.judge(slot, recorded, missingFor);
      return slotError.filter(error -> !error.retryable()).isPresent()
          ? slotError
          : capture.newTable(session).or(() -> slotError);
    } catch (TributaryException e) {
      return Optional.of(e.report());
    }
  }

  private static Optional<SlotIdentity> record(Preparations preparations, SlotState slot) {
    Optional<SlotIdentity> kept = preparations.slot();
    if (kept.isEmpty() && slot.present()) {
      preparations.keep(slot.identity());
      return Optional.of(slot.identity());
    }
    return kept;
  }
}
