package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.RowsGoal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries dead letters again. */
@Command(
    name = "replay",
    description =
        "Tries dead letters and quarantined rows again, after their cause was mended."
            + " Status 1: some are still refused.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand extends NamedOrder {
  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "Only those of this source, or of its way back (shop.back).")
  private String source;

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder(source == null ? "replay" : "replay?source=" + QueryValue.of(source), key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new RowsGoal(generation, Optional.ofNullable(source), RowsGoal.Kind.REPLAY);
  }
}
