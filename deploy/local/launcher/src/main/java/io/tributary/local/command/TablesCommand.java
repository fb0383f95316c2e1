package io.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tributary.common.json.Json;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.view.ChangesText;
import io.tributary.local.view.TableLine;
import io.tributary.local.view.TablesText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the verdict of each table, or how many changes it has had. */
@Command(
    name = "tables",
    description = "Shows every table with rows at both sides and its latest verdict.",
    mixinStandardHelpOptions = true)
public final class TablesCommand extends LookCommand {
  @Option(
      names = "--changes",
      description =
          "Show instead how many inserts, updates and deletes the streams have brought; of a file, inserts are among the updates.")
  private boolean changes;

  @Override
  void look(OrchestratorApi api, String migration, DocumentOutput out) {
    MigrationAnswer answer = api.status(migration);
    if (changes) {
      JsonNode counted = changes(api, migration, answer);
      out.print(counted, () -> ChangesText.lines(counted));
      return;
    }
    List<TableLine> tables = TableLine.of(answer);
    out.print(tables, () -> TablesText.lines(tables, answer.streams()));
  }

  /** Stream by stream: the counts of a way back into a PostgreSQL stand there. */
  private static ArrayNode changes(OrchestratorApi api, String migration, MigrationAnswer answer) {
    ArrayNode all = Json.mapper().createArrayNode();
    answer.streams().stream()
        .map(stream -> api.below(migration, "changes?source=" + stream.name()))
        .forEach(counted -> counted.path("tables").forEach(all::add));
    return all;
  }
}
