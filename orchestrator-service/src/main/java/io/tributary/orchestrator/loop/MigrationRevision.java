package io.tributary.orchestrator.loop;

import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.revision.RevisionRules;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.SwitchingApplications;
import io.tributary.orchestrator.store.StoredTransition;
import java.time.Instant;

/** Puts a changed migration file in the place of the one that a migration runs by. */
final class MigrationRevision {
  private final MigrationLedger ledger;

  MigrationRevision(MigrationLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Stores it; false when it says the same as the one that is there.
   *
   * @throws io.tributary.common.error.TributaryException {@link OrderError#CHANGE_REFUSED}
   */
  boolean store(Migration plan, Instant now) {
    MigrationRecord existing = ledger.record();
    if (existing.plan().equals(plan)) {
      return false;
    }
    new RevisionRules(existing.plan(), existing.state())
        .refusal(plan)
        .ifPresent(
            why -> {
              throw OrderError.CHANGE_REFUSED.because(why, plan.name());
            });
    long generation = existing.generation() + 1;
    ledger.store(
        StoredTransition.of(
            existing,
            new MigrationRecord(
                plan,
                next(existing.state(), generation, now),
                generation,
                existing.version() + 1,
                now,
                existing.restarts()),
            "revise"));
    return true;
  }

  /** What was said of the old file does not hold of the new one; a waiting switch is tried now. */
  private static MigrationState next(MigrationState state, long generation, Instant now) {
    if (state instanceof Created) {
      return Created.at(now, generation);
    }
    return state instanceof SwitchingApplications cutover ? cutover.retryingAt(now) : state;
  }
}
