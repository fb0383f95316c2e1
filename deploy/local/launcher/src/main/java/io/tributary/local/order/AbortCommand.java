package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.StateGoal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives a migration up. */
@Command(
    name = "abort",
    description =
        "Gives the migration up: lifts fences, removes connectors, slots and"
            + " publications, and drops what was made in the target.",
    mixinStandardHelpOptions = true)
public final class AbortCommand extends ConfirmedOrder {
  @Option(names = "--keep-target", description = "Leave what was made in the target.")
  private boolean keepTarget;

  @Override
  Optional<String> effect(MigrationAnswer before) {
    return Optional.of(
        "Aborting gives the migration up. The sources stay as they are"
            + (keepTarget ? "." : ", and what was made in the target is dropped."));
  }

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("abort?keepTarget=" + keepTarget, key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new StateGoal("Aborted", "Aborted: the sources are as they were.");
  }
}
