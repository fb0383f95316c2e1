package io.tributary.cdc.capture;

import io.tributary.common.error.TributaryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Takes a capture away: connector with its offsets, slot, publication, replica identities. Each
 * step finds out by itself whether it is done, so that a removal that broke off is simply repeated.
 */
final class CaptureRemoval {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final CaptureNames names;
  private final Duration patience;
  private final long lockTimeoutMillis;
  private final Clock clock;

  CaptureRemoval(CaptureNames names, CaptureSettings settings, Clock clock) {
    this.names = names;
    this.patience = Duration.ofMillis(settings.removalWaitMillis());
    this.lockTimeoutMillis = settings.lockTimeoutMillis();
    this.clock = clock;
  }

  /** Stops the connector and deletes it with its offsets, so that its name can be used again. */
  void removeConnector(ConnectClient connect) {
    if (connect.state(names.connector()).isEmpty()) {
      return;
    }
    connect.stop(names.connector());
    within(patience, () -> connect.state(names.connector()).map(s -> s.stopped()).orElse(true));
    connect.deleteOffsets(names.connector());
    connect.delete(names.connector());
  }

  /** Drops slot and publication and puts the replica identities back. */
  void restoreSource(SourceSession session, Preparations preparations) {
    dropSlot(session);
    session.alter(lockTimeoutMillis, CaptureStatements.dropPublication(names.publication()));
    for (Preparations.OriginalIdentity original : preparations.identities()) {
      if (session.exists(original.table())) {
        session.alter(lockTimeoutMillis, original.identity().statement(original.table()));
      }
    }
    preparations.forget();
  }

  /** Drops the slot, whoever reads it. */
  void dropSlot(SourceSession session) {
    BooleanSupplier gone =
        () -> {
          session.dropSlot(names.slot());
          return !session.slot(names.slot()).present();
        };
    if (within(patience.dividedBy(2), gone)) {
      return;
    }
    session.slot(names.slot()).activePid().ifPresent(session::endSession);
    if (!within(patience.dividedBy(2), gone)) {
      throw new TributaryException(
          CaptureError.SLOT_IN_USE,
          "Replication slot %s is still in use and could not be dropped; end the session that reads it (pg_replication_slots.active_pid). It is tried again."
              .formatted(names.slot()),
          Map.of("slot", names.slot()));
    }
  }

  private boolean within(Duration limit, BooleanSupplier condition) {
    Instant end = clock.instant().plus(limit);
    while (!condition.getAsBoolean()) {
      if (clock.instant().isAfter(end)) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
