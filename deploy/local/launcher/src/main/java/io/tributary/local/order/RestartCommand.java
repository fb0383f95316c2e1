package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.RestartGoal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Begins one source of a running migration anew. */
@Command(
    name = "restart",
    description =
        "Begins one source anew while the migration goes on with the others: what was made in the"
            + " target for it is dropped, and its tables, also new ones, are copied again. Status 1:"
            + " the source has stopped.",
    mixinStandardHelpOptions = true)
public final class RestartCommand extends ConfirmedOrder {
  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "Which one.")
  private String source;

  @Override
  Optional<String> effect(MigrationAnswer before) {
    return Optional.of(
        "Restarting drops what was made in the target for source %s, and copies all of its tables again. The source itself stays as it is, and the other sources go on."
            .formatted(source));
  }

  @Override
  String line(String migration) {
    return super.line(migration) + " --source " + source;
  }

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder("restart?source=" + QueryValue.of(source), key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new RestartGoal(generation, source);
  }
}
