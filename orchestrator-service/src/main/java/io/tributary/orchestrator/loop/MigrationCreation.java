package io.tributary.orchestrator.loop;

import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.store.StoredTransition;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores a migration file: as a new migration, as the same again, or in place of an unstarted one.
 */
final class MigrationCreation {
  private final MigrationLedger ledger;

  MigrationCreation(MigrationLedger ledger) {
    this.ledger = ledger;
  }

  /** What became of the file. */
  enum Result {
    /** There is a new migration. */
    CREATED,
    /** There was one with the same content. */
    SAME,
    /** There was one with other content that had not been started. */
    REPLACED
  }

  /**
   * Stores it.
   *
   * @param usedGeneration the highest generation that was seen under this name
   */
  Result store(Migration plan, long usedGeneration, Instant now) {
    Optional<MigrationRecord> found = ledger.ask(session -> session.find(plan.name()));
    if (found.isEmpty()) {
      insert(plan, usedGeneration, now);
      return Result.CREATED;
    }
    MigrationRecord existing = found.get();
    ledger.begin(existing);
    if (existing.plan().equals(plan)) {
      return Result.SAME;
    }
    requireReplaceable(plan, existing);
    ledger.store(
        StoredTransition.of(
            existing,
            new MigrationRecord(
                plan,
                Created.at(now, existing.generation() + 1),
                existing.generation() + 1,
                existing.version() + 1,
                now),
            "replace"));
    return Result.REPLACED;
  }

  private void insert(Migration plan, long usedGeneration, Instant now) {
    long earlier = ledger.ask(session -> session.highestGeneration(plan.name()));
    MigrationRecord created =
        MigrationRecord.created(plan, Math.max(earlier, usedGeneration) + 1, now);
    if (!ledger.ask(session -> session.insert(created))) {
      throw exists(plan.name(), "it was created by somebody else in this moment");
    }
    ledger.begin(created);
  }

  private static void requireReplaceable(Migration plan, MigrationRecord existing) {
    if (!(existing.state() instanceof Created)) {
      throw exists(plan.name(), existing.state().inWords());
    }
    if (!existing.plan().target().connection().equals(plan.target().connection())) {
      throw exists(plan.name(), "it is for another target");
    }
  }

  private static RuntimeException exists(String name, String why) {
    return OrderError.EXISTS.because(
        "There is a migration "
            + name
            + " with other content, and "
            + why
            + ". `PUT /migrations/"
            + name
            + "` takes what may still be changed. Otherwise take another name, or abort and delete it"
            + " first.",
        name);
  }
}
