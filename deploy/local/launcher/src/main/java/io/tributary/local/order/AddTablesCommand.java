package io.tributary.local.order;

import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.JoiningGoal;
import io.tributary.local.order.goal.OrderGoal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes new tables of one source in. */
@Command(
    name = "add-tables",
    description =
        "Takes tables in that were made at a PostgreSQL source or in a SQLite file since its"
            + " migration runs: they are made in the target, closed, and filled, while everything"
            + " else goes on. Status 1: a table was refused, or the source has stopped.",
    mixinStandardHelpOptions = true)
public final class AddTablesCommand extends NamedOrder {
  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "Whose tables.")
  private String source;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description =
          "Only this table, as schema.table at the source; may be repeated. All new tables by"
              + " default.")
  private List<String> tables = List.of();

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder(
        "add-tables?source="
            + QueryValue.of(source)
            + tables.stream()
                .map(table -> "&table=" + QueryValue.of(table))
                .collect(Collectors.joining()),
        key);
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new JoiningGoal(generation, source);
  }
}
