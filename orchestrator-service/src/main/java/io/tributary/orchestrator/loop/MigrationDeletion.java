package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.store.StoreError;
import java.util.concurrent.TimeUnit;

/** Deletes a migration that is not running, also one whose state its target has lost. */
final class MigrationDeletion {
  private static final long FORGET_SECONDS = 10;

  private final MigrationLedger ledger;
  private final LoopServices services;

  MigrationDeletion(MigrationLedger ledger, LoopServices services) {
    this.ledger = ledger;
    this.services = services;
  }

  /** Blocks until topics and target have forgotten it; its history stays in the target. */
  void delete(Migration plan) {
    boolean stored = stored();
    if (stored) {
      requireDeletable(plan.name(), ledger.record().state());
    }
    // First the topics: a crash in between leaves a row that nobody refers to.
    services.publisher().forget(plan).orTimeout(FORGET_SECONDS, TimeUnit.SECONDS).join();
    if (stored) {
      ledger.tell(session -> session.delete(ledger.record()));
    }
  }

  private static void requireDeletable(String name, MigrationState state) {
    if (!state.deletable()) {
      throw OrderError.NOT_DELETABLE.because(
          "Migration "
              + name
              + " cannot be deleted: "
              + state.inWords()
              + ". Abort or complete it first.",
          name);
    }
  }

  private boolean stored() {
    try {
      ledger.read();
      return true;
    } catch (TributaryException e) {
      if (StoreError.LOST.code().equals(e.report().code())) {
        return false;
      }
      throw e;
    }
  }
}
