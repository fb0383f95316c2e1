package io.tributary.orchestrator.state;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.PausePrediction;
import io.tributary.common.event.RehearsedStream;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.observed.QuerySide;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SchemaBackup;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStage;
import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.order.StateError;
import io.tributary.orchestrator.rehearsal.OrderTrips;
import io.tributary.orchestrator.repair.OrderedRepair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One example of each state, and of each step of a cutover. */
public final class EveryState {
  private static final TimedQuery QUERY = new TimedQuery("q", "a", "SELECT 1", "SELECT 2");
  static final Instant T0 = Instant.parse("2030-01-01T00:00:00Z");
  static final String ID = "cutover-1";
  static final ErrorReport ERROR =
      ErrorReport.of(StateError.CUTOVER_NOT_EQUAL, "not equal", Map.of());

  private EveryState() {}

  public static List<MigrationState> examples() {
    CutoverRun undone = at(Step.VERIFY).undo(ERROR, T0.plusMillis(9));
    CutoverRun done = at(Step.SWITCH).done(T0.plusMillis(9));
    return List.of(
        Created.at(T0, 1),
        new Created(T0, true, null, 1),
        new Created(T0, false, ERROR, 1),
        new Starting(T0, 1),
        new Replicating(T0, null),
        new Replicating(T0, null, List.of(new RowRequest(3, "a", 17L))),
        new Replicating(
            T0,
            null,
            List.of(
                RowRequest.repairing(
                    3, "a", List.of(new ConfirmedRows("public.t", List.of(Map.of("id", "7")))))),
            OrderedRepair.begun(3, "a", null),
            null),
        new Replicating(T0, undone.finish(T0.plusMillis(11))),
        new Rehearsing(T0, at(Step.REHEARSE), new Replicating(T0, null)),
        rehearsing(RehearsalStage.QUERIES),
        rehearsing(RehearsalStage.BACKUP),
        new Replicating(T0, null, List.of(), null, rehearsal(ERROR)),
        new Paused(T0, null),
        new Paused(T0, null, List.of(), rehearsal(null)),
        new UndoableCutover(T0, at(Step.REHEARSE), CutoverStage.REHEARSE),
        new UndoableCutover(T0, at(Step.FENCE), CutoverStage.FENCE),
        new UndoableCutover(T0, at(Step.DRAIN), CutoverStage.DRAIN),
        new UndoableCutover(T0, at(Step.VERIFY), CutoverStage.VERIFY),
        new OpeningTargets(T0, at(Step.OPEN)),
        new UndoableCutover(T0, holding(), CutoverStage.HOLD_CLIENTS),
        new OpeningTargets(T0, releasing()),
        new Undoing(T0, holding().undo(ERROR, T0.plusMillis(9))),
        new Undoing(T0, holding().undo(ERROR, T0.plusMillis(9)), true),
        new SwitchingApplications(T0, at(Step.SWITCH), switching()),
        new SwitchingApplications(
            T0, at(Step.SWITCH).withError(ERROR), switching().failed(ERROR, "printed", T0)),
        new Undoing(T0, undone),
        new Switched(T0, done, null, false),
        Completing.of(T0, done, false),
        new Completed(T0, done),
        Aborting.of(T0, true, null),
        Aborting.of(T0, false, undone),
        Aborted.untouched(T0),
        new Aborted(T0, true, false, null));
  }

  /** States of a rollback, in which other orders are legal. */
  public static List<MigrationState> ofRollbacks() {
    CutoverRun done = at(Step.SWITCH).done(T0.plusMillis(9));
    CutoverRun undone = at(Step.VERIFY).takingBack(done).undo(ERROR, T0.plusMillis(9));
    return List.of(
        new Switched(T0, done, undone, true),
        new Switched(T0, done, null, true, List.of(), rehearsal(null)),
        new Rehearsing(T0, at(Step.REHEARSE).takingBack(done), new Switched(T0, done, null, true)),
        new UndoableCutover(T0, at(Step.FENCE).takingBack(done), CutoverStage.FENCE),
        new OpeningTargets(T0, at(Step.OPEN).takingBack(done)),
        new UndoableCutover(T0, holding().takingBack(done), CutoverStage.HOLD_CLIENTS),
        new OpeningTargets(T0, releasing().takingBack(done)),
        new SwitchingApplications(T0, at(Step.SWITCH).takingBack(done), switching()),
        new Undoing(T0, undone));
  }

  private static Rehearsing rehearsing(RehearsalStage stage) {
    return new Rehearsing(
        T0,
        at(Step.REHEARSE),
        new Replicating(T0, null),
        OrderTrips.NONE.ordered(T0),
        rehearsal(null),
        stage);
  }

  private static CutoverRehearsal rehearsal(@Nullable ErrorReport error) {
    RehearsedStream stream =
        new RehearsedStream(
            "a",
            new RehearsedSteps(1, 2, 3),
            new RehearsedComparison(4, 5, 6),
            OptionalLong.of(7),
            OptionalLong.empty(),
            new PausePrediction(9, 10));
    return new CutoverRehearsal(
        "shop",
        "rehearsal-1",
        Direction.OUT,
        T0,
        T0.plusMillis(5),
        null,
        11L,
        List.of(stream),
        error == null ? new PausePrediction(12, 13) : null,
        List.of(
            QueryTrial.timed(
                QUERY,
                QueryLimits.defaults(),
                QuerySide.of(List.of(100L), 3),
                QuerySide.of(List.of(130L), 4)),
            QueryTrial.failed(QUERY, QueryLimits.defaults(), ERROR)),
        new BackupTrial(
            List.of(new SchemaBackup("app", "app", 1, 2, 3, 4, 5, List.of("table t"))), 6, 7, null),
        error);
  }

  private static SwitchProgress switching() {
    SwitchAction action = new SwitchAction.Command(List.of("/bin/true"), 1_000);
    return SwitchProgress.begun(List.of(action), T0)
        .with(new StartedCommand(17, T0, "here", "/tmp/x"));
  }

  private static CutoverRun holding() {
    return at(Step.REHEARSE).enterHold(T0.plusMillis(4), 8_000);
  }

  private static CutoverRun releasing() {
    CutoverRun run = holding();
    for (Step next :
        List.of(Step.FENCE, Step.DRAIN, Step.VERIFY, Step.OPEN, Step.RELEASE_CLIENTS)) {
      run = run.enter(next, T0.plusMillis(5));
    }
    return run.holding(List.of(new HeldClients("a", ID, T0, 7, 5, 3, false)));
  }

  static CutoverRun at(Step step) {
    CutoverRun run = CutoverRun.begun(ID, T0, 10_000);
    for (Step next : List.of(Step.FENCE, Step.DRAIN, Step.VERIFY, Step.OPEN, Step.SWITCH)) {
      if (run.current().step() == step) {
        return run;
      }
      run = run.enter(next, T0.plusMillis(5));
    }
    return run;
  }
}
