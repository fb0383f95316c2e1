package io.tributary.local.command;

import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.view.TableLine;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows the verdict of each table. */
@Command(
    name = "tables",
    description = "Shows every table with rows at both sides and its latest verdict.",
    mixinStandardHelpOptions = true)
public final class TablesCommand extends LookCommand {
  @Override
  void look(OrchestratorApi api, String migration, DocumentOutput out) {
    List<TableLine> tables = TableLine.of(api.status(migration));
    out.print(tables, () -> TableLine.lines(tables));
  }
}
