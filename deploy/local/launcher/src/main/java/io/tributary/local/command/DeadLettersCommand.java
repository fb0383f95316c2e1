package io.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.view.EntryText;
import picocli.CommandLine.Command;

/** Shows changes that the target refused. */
@Command(
    name = "dead-letters",
    description = "Shows changes that the target refused, oldest first, and why.",
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand extends LookCommand {
  @Override
  void look(OrchestratorApi api, String migration, DocumentOutput out) {
    JsonNode letters = new PagedEntries(api, migration).all("dead-letters", "deadLetters");
    out.print(letters, () -> EntryText.deadLetters(migration, letters));
  }
}
