package io.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.view.EntryText;
import picocli.CommandLine.Command;

/** Shows rows that are kept aside. */
@Command(
    name = "quarantine",
    description = "Shows rows of SQLite sources that are kept aside, and why.",
    mixinStandardHelpOptions = true)
public final class QuarantineCommand extends LookCommand {
  @Override
  void look(OrchestratorApi api, String migration, DocumentOutput out) {
    JsonNode rows = new PagedEntries(api, migration).all("quarantine", "quarantine");
    out.print(rows, () -> EntryText.quarantine(migration, rows));
  }
}
