package io.tributary.orchestrator.revision;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.state.Created;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.OpeningTargets;
import io.tributary.orchestrator.state.Paused;
import io.tributary.orchestrator.state.Replicating;
import io.tributary.orchestrator.state.Switched;
import io.tributary.orchestrator.state.SwitchingApplications;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Decides whether a changed file may take the place of the one that a migration runs by. Only what
 * nobody has acted on yet may change: keys that are read when they are needed, and not those by
 * which rows were moved. Pure.
 *
 * @param before the file that is there
 * @param state how far the migration is
 */
public record RevisionRules(Migration before, MigrationState state) {
  /** Read before each change of sides, and no row was moved otherwise because of it. */
  private static final Predicate<String> FUNCTIONS =
      key -> key.matches("(sources|target\\.schemas)\\..+\\.functions-unverified");

  /** Who is told of what happens decides nothing. */
  private static final Predicate<String> NOTIFY = "notify"::equals;

  /** Read at each change of sides, and no row was moved by it. */
  private static final Predicate<String> POOLER =
      key -> key.matches("sources\\.[^.]+\\.pooler(\\..+)?");

  private static final Predicate<String> WHILE_RUNNING =
      FUNCTIONS
          .or(POOLER)
          .or(
              key ->
                  key.startsWith("cutover.")
                      || key.startsWith("validation.")
                      || key.equals("queries"))
          .or(NOTIFY);

  /** What comparisons may take is no part of what they find. */
  private static final Predicate<String> LIMITS =
      Set.of("validation.workers", "validation.max-load", "validation.scrub-rows-per-second")
          ::contains;

  /** Read when apply starts. */
  private static final Predicate<String> WHILE_PAUSED =
      WHILE_RUNNING.or(key -> key.matches("sources\\.[^.]+\\.(on-invalid|schema-changes)"));

  /** Why the file is refused; empty when it may be taken. */
  public Optional<String> refusal(Migration after) {
    Set<String> refused =
        PlanChanges.between(before, after).stream()
            .filter(changeable().negate())
            .collect(Collectors.toSet());
    if (!refused.isEmpty()) {
      String keys = refused.stream().sorted().collect(Collectors.joining(", "));
      return Optional.of(
          "%s cannot be changed while %s. %s".formatted(keys, state.inWords(), advice(refused)));
    }
    return doneActionsChanged(after);
  }

  private Predicate<String> changeable() {
    if (state instanceof Created) {
      return key -> !key.startsWith("target.connection") && !key.equals("migration");
    }
    if (state instanceof Replicating) {
      return WHILE_RUNNING;
    }
    if (state instanceof Paused) {
      return WHILE_PAUSED;
    }
    if (state instanceof OpeningTargets) {
      return NOTIFY.or(
          key -> key.startsWith("cutover.accept-quarantined") || key.equals("cutover.switch"));
    }
    if (state instanceof SwitchingApplications) {
      return NOTIFY.or("cutover.switch"::equals);
    }
    if (state instanceof Switched switched && switched.wayBack()) {
      return LIMITS.or(FUNCTIONS).or(POOLER).or(NOTIFY).or(key -> key.startsWith("cutover."));
    }
    return key -> false;
  }

  private String advice(Set<String> refused) {
    if (state instanceof Created) {
      return "What is known of the migration is kept in its target: delete it, and post the file.";
    }
    if (refused.stream().allMatch(WHILE_PAUSED) && state instanceof Replicating) {
      return "Order pause, put the file again, and resume.";
    }
    if (refused.stream().allMatch(WHILE_RUNNING) && !state.offered().isEmpty()) {
      return "Put the file again when that is over.";
    }
    return "Rows were moved by it. Put it back, or abort the migration, delete it, and post the"
        + " changed file.";
  }

  /** What was done cannot be done otherwise, and the numbers of the others must stay. */
  private Optional<String> doneActionsChanged(Migration after) {
    if (!(state instanceof SwitchingApplications cutover)) {
      return Optional.empty();
    }
    int done = cutover.switching().inHand();
    List<SwitchAction> was = before.cutover().switchActions();
    List<SwitchAction> now = after.cutover().switchActions();
    boolean same = now.size() >= done && now.subList(0, done).equals(was.subList(0, done));
    return same
        ? Optional.empty()
        : Optional.of(
            "The first %d actions of cutover.switch are done and must stay as they are; change those behind them."
                .formatted(done));
  }
}
