package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.SideChangeGoal;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Takes a cutover back. */
@Command(
    name = "rollback",
    description =
        "Takes home what was written at the target, verifies every table, opens the"
            + " sources and switches applications back. Needs a way back of every source."
            + " Status 4: it failed and was undone.",
    mixinStandardHelpOptions = true)
public final class RollbackCommand extends SideChangeOrder {

  @Override
  Optional<String> effect(MigrationAnswer before) {
    return Optional.of(
        "The target will refuse writes, and behind a last comparison the sources take over."
            + predicted(before));
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new SideChangeGoal(id, true);
  }
}
