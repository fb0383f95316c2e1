package io.tributary.orchestrator.state;

import java.util.EnumSet;
import java.util.Set;

/** What an operator asks for, as an event. */
public sealed interface Order extends Event {

  /** Orders that have a record of their own. */
  Set<OrderName> WITH_PARAMETERS =
      EnumSet.of(OrderName.CUTOVER, OrderName.ABORT, OrderName.REPLAY, OrderName.DISCARD);

  /** Which order it is. */
  OrderName order();

  @Override
  default String name() {
    return order().word();
  }

  /** An order without parameters. */
  record Plain(OrderName order) implements Order {
    public Plain {
      if (WITH_PARAMETERS.contains(order)) {
        throw new IllegalArgumentException(order + " has parameters");
      }
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return switch (order) {
        case PREFLIGHT -> state.preflight(situation);
        case START -> state.start(situation);
        case PAUSE -> state.pause(situation);
        case RESUME -> state.resume(situation);
        case COMPLETE -> state.complete(situation);
        case CUTOVER, ABORT, REPLAY, DISCARD ->
            throw new IllegalStateException(order + " has parameters");
      };
    }
  }

  /**
   * Give up.
   *
   * @param keepTarget whether what was created in the target stays
   */
  record Abort(boolean keepTarget) implements Order {
    @Override
    public OrderName order() {
      return OrderName.ABORT;
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.abort(situation, keepTarget);
    }
  }

  /**
   * Apply dead letters again.
   *
   * @param source whose dead letters, null for those of every source
   */
  record Replay(String source) implements Order {
    @Override
    public OrderName order() {
      return OrderName.REPLAY;
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.replay(situation, source);
    }
  }

  /**
   * Give one change up that the target refuses, and apply the other dead letters of its source
   * again.
   *
   * @param source the source that it came from
   * @param deadLetter its id
   */
  record Discard(String source, long deadLetter) implements Order {
    @Override
    public OrderName order() {
      return OrderName.DISCARD;
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.discard(situation, source, deadLetter);
    }
  }

  /** Look at the gate and touch nothing. */
  record DryRun() implements Order {
    @Override
    public OrderName order() {
      return OrderName.CUTOVER;
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.dryRun(situation);
    }
  }

  /**
   * Cut over.
   *
   * @param newId id of the cutover if this order starts one; never used before
   */
  record Cutover(String newId) implements Order {
    @Override
    public OrderName order() {
      return OrderName.CUTOVER;
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.cutover(situation, newId);
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
    public Decision askOf(MigrationState state, Situation situation) {
      return state.repeatCutover(situation, earlierId);
    }
  }
}
