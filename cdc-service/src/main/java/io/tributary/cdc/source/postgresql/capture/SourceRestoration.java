package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.connect.SupervisedConnectors;
import io.tributary.common.error.TributaryException;
import io.tributary.common.topic.CaptureNames;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes away from a PostgreSQL source what its capture made there: slot, publication, replica
 * identities. Each step finds out by itself whether it is done, so that a removal that broke off is
 * simply repeated.
 */
record SourceRestoration(CaptureNames names, SupervisedConnectors connectors) {

  /** Drops slot and publication and puts the replica identities back. */
  void restore(CaptureSession session, IdentityNotes identities) {
    PreparationStore preparations = identities.notes();
    if (!preparations.there()) {
      return;
    }
    long lockTimeoutMillis = connectors.settings().lockTimeoutMillis();
    if (ours(session, preparations)) {
      dropSlot(session);
      session.alter(lockTimeoutMillis, CaptureStatements.dropPublication(names.publication()));
    }
    putBack(session, preparations);
    identities.beside().filter(PreparationStore::there).ifPresent(PreparationStore::forget);
  }

  /** Puts the replica identities back that are kept there, and forgets all that is kept. */
  void putBack(CaptureSession session, PreparationStore kept) {
    for (PreparationStore.OriginalIdentity original : kept.identities()) {
      if (session.exists(original.table())) {
        session.alter(
            connectors.settings().lockTimeoutMillis(),
            original.identity().statement(original.table()));
      }
    }
    kept.forget();
  }

  /** What has another mark, or was there before this migration made anything, is not ours. */
  private boolean ours(CaptureSession session, PreparationStore preparations) {
    Optional<String> kept = preparations.owner();
    return kept.isPresent()
        && session.owner(names.publication()).filter(mark -> !mark.equals(kept.get())).isEmpty();
  }

  /** Drops the slot; a session that goes on reading it is ended. */
  void dropSlot(CaptureSession session) {
    Duration patience = Duration.ofMillis(connectors.settings().removalWaitMillis()).dividedBy(2);
    BooleanSupplier gone =
        () -> {
          session.dropSlot(names.slot());
          return !session.slot(names.slot()).present();
        };
    if (connectors.within(patience, gone)) {
      return;
    }
    session.slot(names.slot()).activePid().ifPresent(session::endSession);
    if (!connectors.within(patience, gone)) {
      throw new TributaryException(
          CaptureError.SLOT_IN_USE,
          "Replication slot %s is still in use and could not be dropped; end the session that reads it (pg_replication_slots.active_pid). It is tried again."
              .formatted(names.slot()),
          Map.of("slot", names.slot()));
    }
  }
}
