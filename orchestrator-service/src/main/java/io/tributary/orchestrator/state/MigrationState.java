package io.tributary.orchestrator.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.Requester;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.StateError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A state of a migration. Each state overrides exactly the transitions that are legal in it and
 * names them in {@link #offered()}; all others refuse, with the reason in words. States are values:
 * no transition has an effect, it only answers with the next state and the commands that follow.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Created.class, name = "Created"),
  @JsonSubTypes.Type(value = Starting.class, name = "Starting"),
  @JsonSubTypes.Type(value = Replicating.class, name = "Replicating"),
  @JsonSubTypes.Type(value = Rehearsing.class, name = "Rehearsing"),
  @JsonSubTypes.Type(value = Paused.class, name = "Paused"),
  @JsonSubTypes.Type(value = UndoableCutover.class, name = "UndoableCutover"),
  @JsonSubTypes.Type(value = OpeningTargets.class, name = "OpeningTargets"),
  @JsonSubTypes.Type(value = SwitchingApplications.class, name = "SwitchingApplications"),
  @JsonSubTypes.Type(value = Undoing.class, name = "Undoing"),
  @JsonSubTypes.Type(value = Switched.class, name = "Switched"),
  @JsonSubTypes.Type(value = Completing.class, name = "Completing"),
  @JsonSubTypes.Type(value = Completed.class, name = "Completed"),
  @JsonSubTypes.Type(value = Aborting.class, name = "Aborting"),
  @JsonSubTypes.Type(value = Aborted.class, name = "Aborted")
})
public sealed interface MigrationState
    permits Created,
        Starting,
        RehearsableState,
        Rehearsing,
        Paused,
        CuttingOver,
        Undoing,
        Completing,
        Completed,
        Aborting,
        Aborted {

  /** When the migration came into this state. */
  Instant since();

  /** What this state asks of the other services. */
  DesiredGoal desire();

  /** The orders that are legal here. */
  Set<OrderName> offered();

  /** What is going on, as a clause for a refusal, such as {@code it is paused}. */
  String inWords();

  /** The state's name as the API shows it. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The state's name as history, log and metrics show it: of a cutover also the step. */
  default String label() {
    return name();
  }

  /**
   * Whose order is being carried out here, so that what the service then does by itself is theirs;
   * empty where nothing is under way, or nobody is known.
   */
  default Optional<Requester> orderedBy() {
    return Optional.empty();
  }

  /** The running or last cutover. */
  default Optional<CutoverRun> lastCutover() {
    return Optional.empty();
  }

  /** The last rehearsal that has ended, failed or not. */
  default Optional<CutoverRehearsal> lastRehearsal() {
    return lastCutover().map(CutoverRun::rehearsal);
  }

  /** The id of what an order with an idempotency key has begun last. */
  default Optional<String> orderedId() {
    return lastCutover().map(CutoverRun::id);
  }

  /** Which way the switch actions would point the applications after the next order. */
  default SwitchWay nextSwitch() {
    return SwitchWay.CUTOVER;
  }

  /** Why the last order did not succeed. */
  default Optional<ErrorReport> problem() {
    return lastCutover().map(CutoverRun::error);
  }

  /** When this state wants to be asked again even if nothing is observed. */
  default Optional<Instant> wakeAt() {
    return Optional.empty();
  }

  /** What has to be done again when a process takes this state up; all of it is idempotent. */
  default List<MigrationCommand> takeUp() {
    return List.of();
  }

  /** Whether the migration may be deleted in this state. */
  default boolean deletable() {
    return false;
  }

  /** Looks at the situation; called for each observation and each tick. */
  default StateDecision look(MigrationSituation situation) {
    return StateDecision.stay(this);
  }

  /**
   * Another process has lifted the fences already because of the deadline; it could not store it.
   */
  default StateDecision undoPublished(MigrationSituation situation) {
    return StateDecision.stay(this);
  }

  /** A report of a switch action that this state did not order is of no consequence. */
  default StateDecision switchReported(MigrationSituation situation, SwitchReport report) {
    return StateDecision.stay(this);
  }

  /** The operator has done a switch action by hand, or does without it. */
  default StateDecision settleAction(MigrationSituation situation, Order.SettleAction order) {
    return refuse(order.order());
  }

  /** The operator orders a preflight. */
  default StateDecision preflight(MigrationSituation situation) {
    return refuse(OrderName.PREFLIGHT);
  }

  /** The operator orders the start. */
  default StateDecision start(MigrationSituation situation) {
    return refuse(OrderName.START);
  }

  /** The operator orders a pause. */
  default StateDecision pause(MigrationSituation situation) {
    return refuse(OrderName.PAUSE);
  }

  /** The operator ends a pause. */
  default StateDecision resume(MigrationSituation situation) {
    return refuse(OrderName.RESUME);
  }

  /** The operator orders a cutover. */
  default StateDecision cutover(MigrationSituation situation, String newId) {
    return refuse(OrderName.CUTOVER);
  }

  /** The operator asks what a cutover would do. */
  default StateDecision dryRun(MigrationSituation situation) {
    return refuse(OrderName.CUTOVER);
  }

  /** The operator orders a rollback. */
  default StateDecision rollback(MigrationSituation situation, String newId) {
    return refuse(OrderName.ROLLBACK);
  }

  /** The operator asks what a rollback would do. */
  default StateDecision dryRollback(MigrationSituation situation) {
    return refuse(OrderName.ROLLBACK);
  }

  /** The operator orders what comes before the fence of a cutover or rollback, and no more. */
  default StateDecision rehearse(MigrationSituation situation, String newId) {
    return refuse(OrderName.REHEARSE);
  }

  /** The operator repeats an order that was answered before. */
  default StateDecision repeatCutover(MigrationSituation situation, String earlierId) {
    return StateDecision.stay(this).accepted(earlierId);
  }

  /** The operator has mended why changes were refused; of one source, or of all. */
  default StateDecision replay(MigrationSituation situation, Optional<String> source) {
    return refuse(OrderName.REPLAY);
  }

  /** The operator gives one change up that is refused. */
  default StateDecision discard(MigrationSituation situation, String source, long deadLetter) {
    return refuse(OrderName.DISCARD);
  }

  /** The operator has rows of the target written again that differ. */
  default StateDecision repair(MigrationSituation situation, SourceOrder.Repair order) {
    return refuse(OrderName.REPAIR);
  }

  /** The operator has one source begin anew. */
  default StateDecision restart(MigrationSituation situation, SourceOrder.Restart order) {
    return refuse(OrderName.RESTART);
  }

  /** The operator has tables take part that are new at a source. */
  default StateDecision addTables(MigrationSituation situation, SourceOrder.AddTables order) {
    return refuse(OrderName.ADD_TABLES);
  }

  /** The operator gives up. */
  default StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return refuse(OrderName.ABORT);
  }

  /** Whether what the target keeps of rows is removed before the next state is stored. */
  default boolean purgesBefore(MigrationState next) {
    return false;
  }

  /** The operator is content with the switch. */
  default StateDecision complete(MigrationSituation situation, Order.Complete order) {
    return refuse(OrderName.COMPLETE);
  }

  /** The operator goes on without a source that is gone. */
  default StateDecision abandon(MigrationSituation situation, String source) {
    return refuse(OrderName.ABANDON);
  }

  /** The refusal of an order in this state. */
  default StateDecision refuse(OrderName order) {
    String possible =
        offered().isEmpty()
            ? "Nothing can be ordered any more."
            : "Possible now: "
                + EnumSet.copyOf(offered()).stream()
                    .map(OrderName::word)
                    .collect(Collectors.joining(", "))
                + ".";
    return StateDecision.refuse(
        this,
        StateError.ORDER_ILLEGAL,
        "The order " + order.word() + " is refused: " + inWords() + ". " + possible,
        Map.of("order", order.word(), "state", name()));
  }
}
