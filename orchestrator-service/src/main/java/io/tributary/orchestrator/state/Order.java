package io.tributary.orchestrator.state;

/** What an operator asks for, as an event. */
public sealed interface Order extends Event {

  /** Which order it is. */
  OrderName order();

  @Override
  default String name() {
    return order().word();
  }

  /** An order without parameters. */
  record Plain(OrderName order) implements Order {
    public Plain {
      if (order == OrderName.CUTOVER || order == OrderName.ABORT) {
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
        case CUTOVER, ABORT -> throw new IllegalStateException(order + " has parameters");
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
