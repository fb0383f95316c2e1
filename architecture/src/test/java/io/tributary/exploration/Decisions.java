package io.tributary.exploration;

import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.MigrationEvent;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Order;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.orchestrator.state.SourceOrder;
import io.tributary.orchestrator.state.StateMachine;
import io.tributary.orchestrator.state.UndoableCutover;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the orchestrator's own state machine decides.
 *
 * @param records what was stored so far
 * @param now the moment of everything that is in time
 * @param most how many rehearsals, cutovers and rollbacks are ordered at most
 */
record Decisions(StoredRecords records, Instant now, int most) {
  private static final Duration LATE = Duration.ofDays(1);

  private static final GateLook NOTHING_ASIDE =
      new GateLook(
          ExploredPlan.plan().streams().stream()
              .collect(Collectors.toMap(stream -> stream, stream -> QuarantineContent.NOTHING)),
          List.of());

  /** The number of the record that follows; the same where nothing does. */
  int next(int number, Choice choice, MigrationObservations seen) {
    MigrationRecord record = records.record(number);
    return event(record, choice)
        .map(event -> decide(record, event, seen, choice == Choice.LOOK_LATE))
        .map(next -> next.version() == record.version() ? number : records.of(record, next))
        .orElse(number);
  }

  private MigrationRecord decide(
      MigrationRecord record, MigrationEvent event, MigrationObservations seen, boolean late) {
    return StateMachine.decide(record, seen, event, late ? now.plus(LATE) : now).next();
  }

  private Optional<MigrationEvent> event(MigrationRecord record, Choice choice) {
    long run = StoredRecords.run(record.generation());
    return switch (choice) {
      case LOOK -> Optional.of(new MigrationEvent.Tick());
      case LOOK_LATE ->
          record.state() instanceof UndoableCutover || record.state() instanceof Rehearsing
              ? Optional.of(new MigrationEvent.Tick())
              : Optional.empty();
      case SWITCHED -> record.state().lastCutover().map(Decisions::switched);
      case REHEARSE ->
          run < most
              ? Optional.of(new Order.Rehearse("h" + (run + 1), Optional.empty(), NOTHING_ASIDE))
              : Optional.empty();
      case RESTART ->
          record.restarts().values().stream().allMatch(last -> StoredRecords.run(last) < run)
              ? Optional.of(new SourceOrder.Restart(ExploredPlan.FIRST, Optional.empty()))
              : Optional.empty();
      case CUTOVER ->
          run < most
              ? Optional.of(new Order.Cutover("c" + (run + 1), Optional.empty(), NOTHING_ASIDE))
              : Optional.empty();
      case ROLLBACK ->
          run < most
              ? Optional.of(new Order.Rollback("r" + (run + 1), Optional.empty(), NOTHING_ASIDE))
              : Optional.empty();
      case COMPLETE -> Optional.of(new Order.Complete(false, Optional.of(record.plan().name())));
      case ABORT -> Optional.of(new Order.Abort(true));
    };
  }

  private static MigrationEvent switched(CutoverRun run) {
    return new MigrationEvent.SwitchReported(
        new SwitchReport(run.id(), 0, SwitchReport.What.SUCCEEDED, null, null, ""));
  }
}
