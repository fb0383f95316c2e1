package io.tributary.orchestrator.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.common.error.ErrorReport;
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
  @JsonSubTypes.Type(value = Paused.class, name = "Paused"),
  @JsonSubTypes.Type(value = CuttingOver.class, name = "CuttingOver"),
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
        Replicating,
        Paused,
        CuttingOver,
        Undoing,
        Switched,
        Completing,
        Completed,
        Aborting,
        Aborted {

  /** When the migration came into this state. */
  Instant since();

  /** What this state asks of the other services. */
  Desire desire();

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

  /** The running or last cutover. */
  default Optional<CutoverRun> lastCutover() {
    return Optional.empty();
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
  default List<Command> takeUp() {
    return List.of();
  }

  /** Whether the migration may be deleted in this state. */
  default boolean deletable() {
    return false;
  }

  /** Looks at the situation; called for each observation and each tick. */
  default Decision look(Situation situation) {
    return Decision.stay(this);
  }

  /**
   * Another process has lifted the fences already because of the deadline; it could not store it.
   */
  default Decision undoPublished(Situation situation) {
    return Decision.stay(this);
  }

  /** A result of switch actions that this state did not order is of no consequence. */
  default Decision switchSucceeded(Situation situation, String cutoverId) {
    return Decision.stay(this);
  }

  /** A result of switch actions that this state did not order is of no consequence. */
  default Decision switchFailed(Situation situation, String cutoverId, ErrorReport error) {
    return Decision.stay(this);
  }

  /** The operator orders a preflight. */
  default Decision preflight(Situation situation) {
    return refuse(OrderName.PREFLIGHT);
  }

  /** The operator orders the start. */
  default Decision start(Situation situation) {
    return refuse(OrderName.START);
  }

  /** The operator orders a pause. */
  default Decision pause(Situation situation) {
    return refuse(OrderName.PAUSE);
  }

  /** The operator ends a pause. */
  default Decision resume(Situation situation) {
    return refuse(OrderName.RESUME);
  }

  /** The operator orders a cutover. */
  default Decision cutover(Situation situation, String newId) {
    return refuse(OrderName.CUTOVER);
  }

  /** The operator asks what a cutover would do. */
  default Decision dryRun(Situation situation) {
    return refuse(OrderName.CUTOVER);
  }

  /** The operator repeats an order that was answered before. */
  default Decision repeatCutover(Situation situation, String earlierId) {
    return Decision.stay(this).accepted(earlierId);
  }

  /** The operator has mended why changes were refused; a source, or null for all. */
  default Decision replay(Situation situation, String source) {
    return refuse(OrderName.REPLAY);
  }

  /** The operator gives one change up that is refused. */
  default Decision discard(Situation situation, String source, long deadLetter) {
    return refuse(OrderName.DISCARD);
  }

  /** The operator gives up. */
  default Decision abort(Situation situation, boolean keepTarget) {
    return refuse(OrderName.ABORT);
  }

  /** The operator is content with the switch. */
  default Decision complete(Situation situation) {
    return refuse(OrderName.COMPLETE);
  }

  /** The refusal of an order in this state. */
  default Decision refuse(OrderName order) {
    String possible =
        offered().isEmpty()
            ? "Nothing can be ordered any more."
            : "Possible now: "
                + EnumSet.copyOf(offered()).stream()
                    .map(OrderName::word)
                    .collect(Collectors.joining(", "))
                + ".";
    return Decision.refuse(
        this,
        ErrorReport.of(
            StateError.ORDER_ILLEGAL,
            "The order " + order.word() + " is refused: " + inWords() + ". " + possible,
            Map.of("order", order.word(), "state", name())),
        List.of());
  }
}
