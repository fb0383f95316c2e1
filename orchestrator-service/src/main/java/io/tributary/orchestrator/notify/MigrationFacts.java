package io.tributary.orchestrator.notify;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.notify.NotificationKind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.health.MigrationHealth;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.rest.status.AcceptedWrites;
import io.tributary.orchestrator.state.Aborted;
import io.tributary.orchestrator.state.Completed;
import io.tributary.orchestrator.state.MigrationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what stands in a migration that somebody should know: bad health, warnings, differences,
 * dead letters, and that nobody may write. Pure.
 *
 * @param known what the orchestrator knows of the migration
 * @param plan its file
 */
record MigrationFacts(KnownMigration known, Migration plan) {
  /** What waits goes on by itself, after a restart of a service within seconds. */
  private static final Duration WAITING_PATIENCE = Duration.ofMinutes(1);

  /** A change of sides that is undone is longer than its limit by the undoing. */
  private static final Duration UNDOING = Duration.ofSeconds(5);

  private static final int TABLES_NAMED = 3;

  List<StandingFact> find() {
    List<StandingFact> facts = new ArrayList<>();
    if (known.record().map(record -> over(record.state())).orElse(false)) {
      return facts;
    }
    health(facts);
    writes(facts);
    known.observations().sources().values().forEach(source -> source(source, facts));
    known.observations().validations().values().forEach(found -> differences(found, facts));
    return facts;
  }

  private static boolean over(MigrationState state) {
    return state instanceof Completed || state instanceof Aborted;
  }

  private void health(List<StandingFact> facts) {
    MigrationHealth health = known.health();
    Optional<ErrorReport> reason = health.reason();
    Duration patience = health.health() == HealthLevel.STOPPED ? Duration.ZERO : WAITING_PATIENCE;
    reason.ifPresent(
        error ->
            facts.add(
                StandingFact.of(
                    NotificationKind.HEALTH, error.fields().get("source"), error, patience)));
  }

  private void writes(List<StandingFact> facts) {
    AcceptedWrites writes = AcceptedWrites.of(known);
    if (writes.side().equals("none")) {
      facts.add(
          StandingFact.of(
              NotificationKind.WRITES,
              null,
              1,
              writes.sentence(),
              "status",
              Duration.ofMillis(plan.cutover().timeLimitMillis()).plus(UNDOING)));
    }
  }

  private void source(SourceObserved source, List<StandingFact> facts) {
    source
        .problems()
        .warnings()
        .forEach(
            warning ->
                facts.add(
                    StandingFact.of(
                        NotificationKind.WARNING, source.source(), warning, Duration.ZERO)));
    long letters = source.stream().aside().deadLetters();
    if (letters > 0) {
      facts.add(
          StandingFact.of(
              NotificationKind.DEAD_LETTER,
              source.source(),
              letters,
              "Changes of %s are kept aside as dead letters: %d."
                  .formatted(source.source(), letters),
              "dead-letters",
              Duration.ZERO));
    }
  }

  private static void differences(ValidationObserved found, List<StandingFact> facts) {
    List<String> different = tables(found, Verdict.DIFFERENT);
    List<String> failed = tables(found, Verdict.FAILED);
    if (different.size() + failed.size() > 0) {
      String message =
          Stream.of(
                  named("differ", different, found.source()),
                  named("cannot be compared", failed, found.source()))
              .flatMap(Optional::stream)
              .collect(Collectors.joining(" "));
      facts.add(
          StandingFact.of(
              NotificationKind.DIFFERENCE,
              found.source(),
              different.size() + failed.size(),
              message,
              different.isEmpty() ? "tables" : "differences",
              different.isEmpty() ? WAITING_PATIENCE : Duration.ZERO));
    }
  }

  private static List<String> tables(ValidationObserved found, Verdict verdict) {
    return found.tables().stream()
        .filter(table -> table.verdict() == verdict)
        .map(TableVerdict::table)
        .sorted()
        .toList();
  }

  private static Optional<String> named(String what, List<String> tables, String source) {
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    String first = tables.stream().limit(TABLES_NAMED).collect(Collectors.joining(", "));
    int more = tables.size() - TABLES_NAMED;
    return Optional.of(
        "Tables of %s %s: %s%s."
            .formatted(source, what, first, more > 0 ? " and " + more + " more" : ""));
  }
}
