package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.RestartGoal;
import io.tributary.local.order.goal.TableRestartGoal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Begins one source of a running migration anew. */
@Command(
    name = "restart",
    description =
        "Begins one source anew while the migration goes on with the others: what was made in the"
            + " target for it is dropped, and its tables, also new ones, are copied again. With"
            + " --table the rows of one table are replaced, while the others go on. Status 1: the"
            + " source has stopped, or the table was refused.",
    mixinStandardHelpOptions = true)
public final class RestartCommand extends ConfirmedOrder {
  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "Which one.")
  private String source;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this table, as schema.table at the source.")
  private String table;

  @Override
  Optional<String> effect(MigrationAnswer before) {
    if (table != null) {
      return Optional.of(
          "Restarting replaces all rows of table %s in the target by those that source %s has. The source itself stays as it is, and its other tables go on."
              .formatted(table, source));
    }
    return Optional.of(
        "Restarting drops what was made in the target for source %s, and copies all of its tables again. The source itself stays as it is, and the other sources go on."
            .formatted(source));
  }

  @Override
  String line(String migration) {
    return super.line(migration)
        + " --source "
        + source
        + (table == null ? "" : " --table " + table);
  }

  @Override
  SentOrder order(String migration, String key) {
    String path = "restart?source=" + QueryValue.of(source);
    return new SentOrder(path + (table == null ? "" : "&table=" + QueryValue.of(table)), key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return table == null
        ? new RestartGoal(generation, source)
        : new TableRestartGoal(generation, source, table);
  }
}
