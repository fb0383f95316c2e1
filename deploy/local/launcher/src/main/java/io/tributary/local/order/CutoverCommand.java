package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.SideChangeGoal;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Cuts all sources over. */
@Command(
    name = "cutover",
    description =
        "Fences the sources, verifies every table, opens the target and switches"
            + " applications, as one decision. Status 4: it failed before the target was"
            + " opened, and was undone.",
    mixinStandardHelpOptions = true)
public final class CutoverCommand extends SideChangeOrder {

  @Override
  Optional<String> effect(MigrationAnswer before) {
    return Optional.of(
        "The sources will refuse writes, and behind a last comparison the target takes over."
            + predicted(before));
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new SideChangeGoal(id, false);
  }
}
