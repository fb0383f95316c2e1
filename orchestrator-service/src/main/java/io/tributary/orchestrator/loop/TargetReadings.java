package io.tributary.orchestrator.loop;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.health.HealthJudgement;
import io.tributary.orchestrator.health.MigrationHealth;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.store.TargetDatabases;
import io.tributary.orchestrator.store.TargetSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests by what Tributary has stored in the databases of a migration, each over a
 * session of its own. Targets have few sessions, so only some requests are answered at a time.
 * Thread-safe.
 */
final class TargetReadings {
  private final RequestTurns turns =
      new RequestTurns("readings of targets", 16, 48, Duration.ofSeconds(5));
  private final TargetDatabases targets;
  private final Clock clock;

  TargetReadings(TargetDatabases targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  /** Asks the target of a migration. */
  <T> T ask(Migration plan, Function<TargetSession, T> question) {
    return turns.take(
        plan.name(),
        () -> {
          try (TargetSession session = open(plan)) {
            return question.apply(session);
          }
        });
  }

  /**
   * Asks the database that a stream ends in: for the way back the source's own.
   *
   * @param stream null for the target
   * @param nothing the answer where nothing of Tributary's is there
   */
  <T> T ask(
      Migration plan, @Nullable String stream, T nothing, Function<TargetSession, T> question) {
    Optional<DatabaseAddress> home = Optional.ofNullable(stream).flatMap(plan::homeOf);
    if (home.isEmpty()) {
      return ask(plan, question);
    }
    return turns.take(
        plan.name(),
        () -> {
          try (TargetSession session = targets.look(home.get())) {
            return session.inUse() ? question.apply(session) : nothing;
          }
        });
  }

  /** What is known of a migration that another instance carries, as far as the target says it. */
  KnownMigration known(Migration plan, MigrationObservations seen) {
    Instant now = clock.instant();
    return turns.take(plan.name(), () -> known(plan, seen, now));
  }

  private KnownMigration known(Migration plan, MigrationObservations seen, Instant now) {
    try (TargetSession session = open(plan)) {
      Optional<MigrationRecord> record = session.find(plan.name());
      return new KnownMigration(
          plan.name(), record, seen, List.of(), judged(record, seen), now, Optional.empty());
    } catch (TributaryException e) {
      return new KnownMigration(
          plan.name(),
          Optional.empty(),
          seen,
          List.of(),
          MigrationHealth.of(Optional.of(e.report())),
          now,
          Optional.of(e.report()));
    }
  }

  private MigrationHealth judged(Optional<MigrationRecord> record, MigrationObservations seen) {
    return record
        .map(found -> new HealthJudgement(found, seen, clock.instant()).judge())
        .orElseGet(() -> MigrationHealth.of(Optional.empty()));
  }

  private TargetSession open(Migration plan) {
    return targets.open(plan.target().connection());
  }
}
