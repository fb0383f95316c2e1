package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.RehearsalGoal;
import picocli.CommandLine.Command;

/** Rehearses a cutover or a rollback. */
@Command(
    name = "rehearse",
    description =
        "Does everything of a cutover up to the fence while applications go on writing,"
            + " and predicts for how long they will wait. After the switch it rehearses the"
            + " rollback.",
    mixinStandardHelpOptions = true)
public final class RehearseCommand extends NamedOrder {

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("rehearse", key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new RehearsalGoal(id);
  }
}
