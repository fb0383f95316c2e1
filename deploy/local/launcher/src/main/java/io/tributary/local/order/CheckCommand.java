package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.PreflightGoal;
import picocli.CommandLine.Command;

/** Checks sources and target before anything is started. */
@Command(
    name = "check",
    description =
        "Sends the migration file and checks sources and target (preflight): each"
            + " finding with its fix. Nothing is changed. Status 1: the migration cannot start"
            + " yet.",
    mixinStandardHelpOptions = true)
public final class CheckCommand extends FiledOrder {

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("preflight", key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new PreflightGoal(generation);
  }
}
