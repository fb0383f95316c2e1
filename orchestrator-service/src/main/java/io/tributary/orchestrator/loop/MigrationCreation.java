package io.tributary.orchestrator.loop;

import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.store.StoredTransition;
import io.tributary.orchestrator.topic.LeftTopics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores a migration file: as a new migration, as the same again, or in place of an unstarted one.
 */
final class MigrationCreation {
  private final MigrationLedger ledger;
  private final LeftTopics leftTopics;

  MigrationCreation(MigrationLedger ledger, LeftTopics leftTopics) {
    this.ledger = ledger;
    this.leftTopics = leftTopics;
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
      requireUnused(plan);
      insert(plan, usedGeneration, now);
      return Result.CREATED;
    }
    MigrationRecord existing = found.get();
    ledger.begin(existing);
    if (existing.plan().equals(plan)) {
      return Result.SAME;
    }
    requireReplaceable(plan, existing);
    requireUnused(plan);
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

  /** What another migration of this name has left would be taken for this one's. */
  private void requireUnused(Migration plan) {
    List<String> left = new ArrayList<>();
    leftTopics.of(plan).forEach(topic -> left.add("topic " + topic));
    if (ledger.ask(session -> session.leftBehind(plan.name()))) {
      left.add("positions and preparations in the schema tributary of the target");
    }
    if (!left.isEmpty()) {
      throw OrderError.NAME_USED.because(
          "A migration "
              + plan.name()
              + " was completed here, or aborted with its target kept, and has left "
              + String.join(", ", left)
              + ". A new one of that name would go on from there. Take another name.",
          plan.name());
    }
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
            + "` takes what may still be changed. Otherwise take another name, or abort and delete"
            + " it first.",
        name);
  }
}
