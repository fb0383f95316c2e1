package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.StateGoal;
import picocli.CommandLine.Command;

/** Stops applying. */
@Command(
    name = "pause",
    description = "Stops applying changes at the target. They go on being captured.",
    mixinStandardHelpOptions = true)
public final class PauseCommand extends NamedOrder {

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("pause", key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new StateGoal("Paused", "Paused: nothing is applied, and changes go on being captured.");
  }
}
