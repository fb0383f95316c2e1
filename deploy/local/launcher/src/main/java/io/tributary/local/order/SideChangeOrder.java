package io.tributary.local.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.client.SentOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Option;

/** A cutover or rollback, or what its gate would say. */
abstract class SideChangeOrder extends ConfirmedOrder {
  @Option(
      names = "--dry-run",
      description = "Only say what the gate finds and which steps would follow; touch nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait-for-gate",
      paramLabel = "SECONDS",
      description =
          "Wait so many seconds for the gate to open, in place of being refused while it is closed.")
  private long gateSeconds;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    if (!dryRun) {
      return super.call();
    }
    JsonNode found =
        api().order(name(), new SentOrder(word() + "?dryRun=true", UUID.randomUUID().toString()));
    output().print(found, () -> lines(found));
    return found.path("open").asBoolean() ? 0 : 1;
  }

  @Override
  final SentOrder order(String migration, String key) {
    return new SentOrder(word(), key);
  }

  @Override
  final void awaitReady(OrchestratorApi api, String migration) throws InterruptedException {
    if (gateSeconds > 0) {
      new GateWait(api, word(), err()).until(migration, Duration.ofSeconds(gateSeconds));
    }
  }

  /** How long the last rehearsal lets expect applications to wait. */
  static String predicted(MigrationAnswer before) {
    CutoverRehearsal rehearsal = before.rehearsal();
    if (rehearsal == null) {
      return " It was not rehearsed: ./tributary rehearse says for how long applications wait.";
    }
    return rehearsal
        .prediction()
        .map(
            pause ->
                " By the last rehearsal applications wait for %d ms, at worst %d ms."
                    .formatted(pause.p50Millis(), pause.worstMillis()))
        .orElse(" The last rehearsal could not predict for how long applications wait.");
  }

  private List<String> lines(JsonNode found) {
    List<String> lines = new ArrayList<>();
    for (JsonNode finding : found.path("findings")) {
      lines.add(
          (finding.path("passed").asBoolean() ? "  ok    " : "  FAILS ")
              + finding.path("message").asText());
    }
    found.path("steps").forEach(step -> lines.add("  " + step.asText()));
    boolean open = found.path("open").asBoolean();
    lines.add(
        0,
        open
            ? "The gate is open. Nothing was touched."
            : "The gate is closed. Nothing was touched.");
    lines.add("Next: ./tributary " + (open ? word() + " " + name() : "status " + name()));
    return lines;
  }
}
