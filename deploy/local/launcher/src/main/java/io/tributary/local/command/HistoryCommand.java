package io.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.view.EntryText;
import picocli.CommandLine.Command;

/** Shows what happened, and by whose order. */
@Command(
    name = "history",
    description = "Shows each transition and each request, oldest first, and who asked.",
    mixinStandardHelpOptions = true)
public final class HistoryCommand extends LookCommand {
  @Override
  void look(OrchestratorApi api, String migration, DocumentOutput out) {
    JsonNode entries = new PagedEntries(api, migration).history();
    out.print(entries, () -> EntryText.history(entries));
  }
}
