package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.StreamingGoal;
import picocli.CommandLine.Command;

/** Starts a migration. */
@Command(
    name = "start",
    description =
        "Sends the migration file, checks sources and target, copies every table and"
            + " goes on following changes. Waits until every source is followed.",
    mixinStandardHelpOptions = true)
public final class StartCommand extends FiledOrder {

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("start", key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new StreamingGoal(generation);
  }
}
