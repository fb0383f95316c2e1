package io.tributary.local.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.local.client.SentOrder;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.order.goal.RowsGoal;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes rows of the target again that differ. */
@Command(
    name = "repair",
    description =
        "Writes rows of the target again that the validator has confirmed to differ, at most 100"
            + " at a time. Find out first why they differ. Status 1: rows are left.",
    mixinStandardHelpOptions = true)
public final class RepairCommand extends NamedOrder {
  @Option(names = "--source", required = true, paramLabel = "SOURCE", description = "Whose rows.")
  private String source;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Only this table, as schema.table at the source.")
  private String table;

  @Option(names = "--dry-run", description = "Only name the rows: keys, kinds and columns.")
  private boolean dryRun;

  @Option(
      names = "--values",
      description =
          "With --dry-run: also the values of both ends, read now. Needs a token with the role"
              + " values.")
  private boolean values;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!dryRun) {
      return super.call();
    }
    SentOrder asked = new SentOrder(path() + "&dryRun=true", UUID.randomUUID().toString());
    JsonNode found = api().order(name(), asked);
    if (values) {
      addValues(found);
    }
    output().print(found, () -> new RepairableText(name(), source).lines(found));
    return 0;
  }

  /** Each table gets what both ends have under {@code values}. */
  private void addValues(JsonNode found) {
    for (JsonNode table : found.path("tables")) {
      String query =
          "repair/values?source="
              + QueryValue.of(source)
              + "&table="
              + QueryValue.of(table.path("table").asText());
      ((ObjectNode) table).set("values", api().below(name(), query));
    }
  }

  @Override
  SentOrder order(String migration, String key) {
    return new SentOrder(path(), key);
  }

  private String path() {
    return "repair?source="
        + QueryValue.of(source)
        + (table == null ? "" : "&table=" + QueryValue.of(table));
  }

  @Override
  OrderGoal goal(String id, long generation) {
    return new RowsGoal(generation, Optional.of(source), RowsGoal.Kind.REPAIR);
  }
}
