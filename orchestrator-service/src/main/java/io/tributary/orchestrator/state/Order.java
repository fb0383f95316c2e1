package io.tributary.orchestrator.state;

import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.order.OrderName;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** An order of the operator; the migration's state decides whether it is possible. */
public sealed interface Order extends MigrationEvent
    permits Order.Plain,
        Order.Complete,
        Order.Abort,
        Order.SettleAction,
        Order.DryRun,
        Order.Cutover,
        Order.Rehearse,
        Order.Rollback,
        Order.DryRollback,
        Order.RepeatedCutover,
        SourceOrder {

  /** Which order it is. */
  OrderName order();

  @Override
  default String label() {
    return order().word();
  }

  /** Whether the switch actions have to be looked at before the order is decided. */
  default boolean looksAtSwitchActions() {
    return this instanceof Gated;
  }

  /** An order that the gate decides on; it brings what was looked at for it. */
  interface Gated {
    /** The same order with what was looked at. */
    Order with(GateLook look);
  }

  /** A cutover without idempotency key, of which nobody has looked at the gate yet. */
  static Cutover cutover(String newId) {
    return new Cutover(newId, Optional.empty(), GateLook.NONE);
  }

  /** A dry run of which nobody has looked at the gate yet. */
  static DryRun dryRun() {
    return new DryRun(GateLook.NONE);
  }

  /** The orders without parameters. */
  enum Plain implements Order {
    PREFLIGHT(OrderName.PREFLIGHT, MigrationState::preflight),
    START(OrderName.START, MigrationState::start),
    PAUSE(OrderName.PAUSE, MigrationState::pause),
    RESUME(OrderName.RESUME, MigrationState::resume);

    private final OrderName order;
    private final BiFunction<MigrationState, MigrationSituation, StateDecision> transition;

    Plain(
        OrderName order, BiFunction<MigrationState, MigrationSituation, StateDecision> transition) {
      this.order = order;
      this.transition = transition;
    }

    @Override
    public OrderName order() {
      return order;
    }

    @Override
    public boolean looksAtSwitchActions() {
      return this == PREFLIGHT || this == START;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return transition.apply(state, situation);
    }
  }

  /**
   * Ends the migration, with what it has made besides the target; there is no way back from it.
   *
   * @param purge whether what Tributary keeps of rows in the target is removed as well
   * @param confirmed the migration that is meant, in the operator's words; empty where none is
   *     named
   */
  record Complete(boolean purge, Optional<String> confirmed) implements Order {
    @Override
    public OrderName order() {
      return OrderName.COMPLETE;
    }

    @Override
    public String label() {
      return purge ? "complete-and-purge" : Order.super.label();
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.complete(situation, this);
    }
  }

  /**
   * Gives the migration up.
   *
   * @param keepTarget whether what was created in the target stays
   */
  record Abort(boolean keepTarget) implements Order {
    @Override
    public OrderName order() {
      return OrderName.ABORT;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.abort(situation, keepTarget);
    }
  }

  /**
   * Goes on behind a switch action that the operator has done by hand, or does without.
   *
   * @param order CONFIRM or SKIP
   * @param action its number, 1 for the first; empty for the one in hand
   */
  record SettleAction(OrderName order, OptionalInt action) implements Order {
    /** What is told of the action afterwards. */
    SwitchedAction.Outcome outcome() {
      return order == OrderName.CONFIRM
          ? SwitchedAction.Outcome.CONFIRMED
          : SwitchedAction.Outcome.SKIPPED;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.settleAction(situation, this);
    }
  }

  /**
   * Looks at the gate and touches nothing.
   *
   * @param look what was looked at for it
   */
  record DryRun(GateLook look) implements Order, Gated {
    @Override
    public Order with(GateLook looked) {
      return new DryRun(looked);
    }

    @Override
    public OrderName order() {
      return OrderName.CUTOVER;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.dryRun(situation.with(look));
    }
  }

  /**
   * Cuts over.
   *
   * @param newId id of the cutover if this order starts one; never used before
   * @param idempotencyKey by which a repetition of the order is known
   * @param look what was looked at for it
   */
  record Cutover(String newId, Optional<String> idempotencyKey, GateLook look)
      implements Order, Gated {
    @Override
    public Cutover with(GateLook looked) {
      return new Cutover(newId, idempotencyKey, looked);
    }

    @Override
    public OrderName order() {
      return OrderName.CUTOVER;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.cutover(situation.with(look), newId);
    }
  }

  /**
   * Rehearses a cutover, or after the switch a rollback.
   *
   * @param newId id of the rehearsal if this order starts one; never used before
   * @param idempotencyKey by which a repetition of the order is known
   * @param look what was looked at for it
   */
  record Rehearse(String newId, Optional<String> idempotencyKey, GateLook look)
      implements Order, Gated {
    @Override
    public Rehearse with(GateLook looked) {
      return new Rehearse(newId, idempotencyKey, looked);
    }

    @Override
    public OrderName order() {
      return OrderName.REHEARSE;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.rehearse(situation.with(look), newId);
    }
  }

  /**
   * Rolls back.
   *
   * @param newId id of the rollback if this order starts one; never used before
   * @param idempotencyKey by which a repetition of the order is known
   * @param look what was looked at for it
   */
  record Rollback(String newId, Optional<String> idempotencyKey, GateLook look)
      implements Order, Gated {
    @Override
    public Rollback with(GateLook looked) {
      return new Rollback(newId, idempotencyKey, looked);
    }

    @Override
    public OrderName order() {
      return OrderName.ROLLBACK;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.rollback(situation.with(look), newId);
    }
  }

  /**
   * Looks at the gate of a rollback and touches nothing.
   *
   * @param look what was looked at for it
   */
  record DryRollback(GateLook look) implements Order, Gated {
    @Override
    public Order with(GateLook looked) {
      return new DryRollback(looked);
    }

    @Override
    public OrderName order() {
      return OrderName.ROLLBACK;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.dryRollback(situation.with(look));
    }
  }

  /**
   * The same order came again (same idempotency key): the same answer, and a switch that waits for
   * its next try is tried at once.
   *
   * @param earlierId id of the cutover that the first order started
   */
  record RepeatedCutover(String earlierId) implements Order {
    @Override
    public OrderName order() {
      return OrderName.CUTOVER;
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.repeatCutover(situation, earlierId);
    }
  }
}
