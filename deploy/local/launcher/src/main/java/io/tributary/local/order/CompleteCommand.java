package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.StateGoal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Completes a migration that is switched. */
@Command(
    name = "complete",
    description =
        "Removes connectors, slots, publications and topics of a migration that is"
            + " switched. There is no way back afterwards.",
    mixinStandardHelpOptions = true)
public final class CompleteCommand extends ConfirmedOrder {
  @Option(
      names = "--purge",
      description = "Also remove quarantined rows, dead letters and keys of rows from the target.")
  private boolean purge;

  @Override
  Optional<String> effect(MigrationAnswer before) {
    return Optional.of("Completing is for good: afterwards no rollback is possible.");
  }

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("complete?purge=" + purge, key).confirming(migration);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new StateGoal("Completed", "Completed: nothing of the migration runs any more.");
  }
}
