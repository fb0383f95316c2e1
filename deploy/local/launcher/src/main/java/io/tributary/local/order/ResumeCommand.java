package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.StreamingGoal;
import picocli.CommandLine.Command;

/** Applies again. */
@Command(
    name = "resume",
    description =
        "Applies changes again after a pause, and tries again what has stopped at an" + " error.",
    mixinStandardHelpOptions = true)
public final class ResumeCommand extends NamedOrder {

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("resume", key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new StreamingGoal(generation);
  }
}
