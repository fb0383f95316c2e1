package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.connect.CaptureSettings;
import io.tributary.cdc.connect.SourceEnd;
import io.tributary.cdc.connect.SourceLook;
import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Inspects the slot, the tables and their definitions at one PostgreSQL source, each time that its
 * connector is supervised. Remembers what was seen; one inspection at a time.
 */
final class CaptureInspection {
  private static final Logger LOG = Logger.getLogger(CaptureInspection.class);

  private final CaptureSettings settings;
  private final Clock clock;
  private final DefinitionWatch definitions;
  private Optional<SlotIdentity> recorded = Optional.empty();
  private Instant slotLastSeen;
  private boolean givenUp;
  private boolean limitBroken;

  CaptureInspection(CaptureSettings settings, Databases databases, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.definitions =
        new DefinitionWatch(databases, Duration.ofMillis(settings.definitionCheckMillis()), clock);
    this.slotLastSeen = clock.instant();
  }

  /** One look; an unreachable source is what is wrong. */
  SourceLook look(PostgresCapture capture) {
    try (CaptureSession session = capture.session()) {
      SlotState slot = session.slot(capture.names().slot());
      SlotWatch watch =
          new SlotWatch(
              capture.id(),
              Duration.ofMillis(settings.slotMissingGraceMillis()),
              settings.safeWalWarningBytes(),
              settings.keptWalWarningBytes(),
              settings.keptWalLimitBytes(),
              capture.wayBackLimit());
      List<ErrorReport> warnings = watch.warnings(slot);
      tell(warnings);
      NewTables found = new NewTables();
      return new SourceLook(
          error(capture, session, slot, watch, found),
          Optional.of(SourceEnd.ofWal(slot.walEnd(), slot.keptBytes())),
          session.room(),
          warnings,
          found.names);
    } catch (TributaryException e) {
      return SourceLook.failed(e.report());
    }
  }

  /** A broken limit of the migration file is in the log once, each time that it is broken. */
  private void tell(List<ErrorReport> warnings) {
    Optional<ErrorReport> broken =
        warnings.stream()
            .filter(warning -> warning.code().equals(CaptureError.WAY_BACK_WAL.code()))
            .findFirst();
    broken
        .filter(first -> !limitBroken)
        .ifPresent(first -> LOG.errorf("code=%s %s", first.code(), first.message()));
    limitBroken = broken.isPresent();
  }

  private Optional<ErrorReport> error(
      PostgresCapture capture,
      CaptureSession session,
      SlotState slot,
      SlotWatch watch,
      NewTables found) {
    if (recorded.isEmpty()) {
      recorded = record(capture.preparations(), slot);
    }
    if (slot.present()) {
      slotLastSeen = clock.instant();
    }
    if (watch.overLimit(slot)) {
      capture.giveUpSlot(session);
      givenUp = true;
    }
    if (givenUp) {
      return Optional.of(watch.givenUp());
    }
    Optional<ErrorReport> otherTimeline = otherTimeline(capture, slot);
    if (otherTimeline.isPresent()) {
      return otherTimeline;
    }
    Duration missingFor = Duration.between(slotLastSeen, clock.instant());
    Optional<ErrorReport> slotError = watch.judge(slot, recorded, missingFor);
    capture.tellChanges(definitions);
    return slotError.filter(error -> !error.retryable()).isPresent()
        ? slotError
        : newTable(capture, session, found).or(() -> slotError).or(session::rightLost);
  }

  /**
   * What is wrong with a timeline that is not the one that was captured. Empty where it is that
   * one, and where nothing is missing on the new one: the stream then goes on there.
   */
  private Optional<ErrorReport> otherTimeline(PostgresCapture capture, SlotState slot) {
    Optional<SlotIdentity> left = recorded.filter(kept -> kept.leftFor(slot.identity()));
    if (left.isEmpty()) {
      return Optional.empty();
    }
    boolean examined =
        capture.preparations().slot().filter(kept -> kept.equals(slot.identity())).isPresent();
    Optional<ErrorReport> refusal =
        examined ? Optional.empty() : refusal(capture, left.get(), slot);
    if (refusal.isEmpty()) {
      capture.ensure();
      // Last: where the connector could not be told, the next look tells it.
      recorded = Optional.of(slot.identity());
    }
    return refusal;
  }

  private static Optional<ErrorReport> refusal(
      PostgresCapture capture, SlotIdentity left, SlotState slot) {
    // Nothing may come to the topic that is of another timeline than what is looked at.
    capture.stopConnector();
    PromotedServer promoted =
        new PromotedServer(capture.id(), left, slot, capture.history(slot.identity().timeline()));
    Optional<ErrorReport> refusal = promoted.refusal();
    if (refusal.isPresent() || !capture.connectorStopped()) {
      return refusal.or(() -> Optional.of(promoted.examined()));
    }
    long captured = capture.captured();
    refusal = promoted.refusal(captured);
    if (refusal.isEmpty()) {
      LOG.warnf(
          "source was promoted, and its stream goes on: stream=%s timeline=%d slot=%s captured=%d",
          capture.id(), slot.identity().timeline(), slot.identity().slot(), captured);
      capture.preparations().keepInstead(slot.identity());
    }
    return refusal;
  }

  /** What one look has found besides an error. */
  private static final class NewTables {
    private List<String> names = List.of();
  }

  private static Optional<ErrorReport> newTable(
      PostgresCapture capture, CaptureSession session, NewTables found) {
    Set<TableName> tables = capture.newTables(session);
    found.names = capture.named(session, tables);
    return tables.stream().findFirst().map(capture::newTable);
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
