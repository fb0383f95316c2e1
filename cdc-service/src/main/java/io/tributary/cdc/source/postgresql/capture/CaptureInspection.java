package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureSettings;
import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Inspects the slot, the tables and their definitions at one PostgreSQL source, each time that its
 * connector is supervised. Remembers what was seen; one inspection at a time.
 */
final class CaptureInspection {
  private final CaptureSettings settings;
  private final Clock clock;
  private final DefinitionWatch definitions;
  private Optional<SlotIdentity> recorded = Optional.empty();
  private Instant slotLastSeen;

  CaptureInspection(CaptureSettings settings, Databases databases, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.definitions =
        new DefinitionWatch(databases, Duration.ofMillis(settings.definitionCheckMillis()), clock);
    this.slotLastSeen = clock.instant();
  }

  /** What is wrong, an unreachable source included. */
  Optional<ErrorReport> error(PostgresCapture capture) {
    try (CaptureSession session = capture.session()) {
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

  private static Optional<SlotIdentity> record(PreparationStore preparations, SlotState slot) {
    Optional<SlotIdentity> kept = preparations.slot();
    if (kept.isEmpty() && slot.present()) {
      preparations.keep(slot.identity());
      return Optional.of(slot.identity());
    }
    return kept;
  }
}
