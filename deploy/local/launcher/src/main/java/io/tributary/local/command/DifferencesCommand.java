package io.tributary.local.command;

import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.view.DifferenceLine;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows rows that differ. */
@Command(
    name = "differences",
    description = "Shows the first rows of each table that differ: key, kind and columns.",
    mixinStandardHelpOptions = true)
public final class DifferencesCommand extends LookCommand {
  @Override
  void look(OrchestratorApi api, String migration, DocumentOutput out) {
    List<DifferenceLine> rows = DifferenceLine.of(api.status(migration));
    out.print(rows, () -> DifferenceLine.lines(migration, rows));
  }
}
