package io.tributary.orchestrator.state;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a state asks of the other services. Two states with equal desires share a generation.
 *
 * @param cutoverId the fence token, null before the first cutover
 * @param deadline when an unfinished cutover is given up, null outside of one
 * @param keepTarget with ABORT: whether what was created in the target stays
 * @param requests about single rows, oldest first
 * @param abandoned with ABORT and COMPLETE: names of sources that are left as they are
 * @param direction which streams the goal is for
 * @param stage what a rehearsal is about to find out; STEPS outside of one
 * @param clients what is asked of the poolers of the file
 */
public record DesiredGoal(
    MigrationGoal goal,
    @Nullable String cutoverId,
    @Nullable Instant deadline,
    boolean keepTarget,
    List<RowRequest> requests,
    Set<String> abandoned,
    Direction direction,
    RehearsalStage stage,
    ClientsGoal clients) {

  /** A goal that no cutover belongs to. */
  static DesiredGoal of(MigrationGoal goal) {
    return of(goal, null);
  }

  /** A goal in the course of a cutover, or after it; {@code run} is null before the first. */
  static DesiredGoal of(MigrationGoal goal, @Nullable CutoverRun run) {
    return new DesiredGoal(
        goal,
        run == null ? null : run.id(),
        null,
        false,
        List.of(),
        Set.of(),
        Direction.OUT,
        RehearsalStage.STEPS,
        ClientsGoal.FREE);
  }

  /** The same for the streams that a cutover or a rollback is about. */
  DesiredGoal goingAs(CutoverRun run) {
    return new DesiredGoal(
        goal,
        cutoverId,
        deadline,
        keepTarget,
        requests,
        abandoned,
        run.direction(),
        stage,
        clients);
  }

  /** The same, which names another cutover. */
  DesiredGoal named(CutoverRun run) {
    return new DesiredGoal(
        goal, run.id(), deadline, keepTarget, requests, abandoned, direction, stage, clients);
  }

  DesiredGoal until(Instant givenUpAt) {
    return new DesiredGoal(
        goal, cutoverId, givenUpAt, keepTarget, requests, abandoned, direction, stage, clients);
  }

  DesiredGoal keepingTarget(boolean keep) {
    return new DesiredGoal(
        goal, cutoverId, deadline, keep, requests, abandoned, direction, stage, clients);
  }

  DesiredGoal asking(List<RowRequest> about) {
    return new DesiredGoal(
        goal, cutoverId, deadline, keepTarget, about, abandoned, direction, stage, clients);
  }

  /** The names of the sources that are left as they are, and one more. */
  static Set<String> leaving(Set<String> sources, String source) {
    Set<String> all = new HashSet<>(sources);
    all.add(source);
    return Set.copyOf(all);
  }

  DesiredGoal without(Set<String> sources) {
    return new DesiredGoal(
        goal, cutoverId, deadline, keepTarget, requests, sources, direction, stage, clients);
  }

  /** The same with something else asked of poolers. */
  DesiredGoal with(ClientsGoal asked) {
    return new DesiredGoal(
        goal, cutoverId, deadline, keepTarget, requests, abandoned, direction, stage, asked);
  }

  /** The same in another stage of a rehearsal. */
  DesiredGoal in(RehearsalStage now) {
    return new DesiredGoal(
        goal, cutoverId, deadline, keepTarget, requests, abandoned, direction, now, clients);
  }
}
