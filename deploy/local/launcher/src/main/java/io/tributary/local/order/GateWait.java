package io.tributary.local.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.client.SentOrder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Waits until the gate of a cutover or rollback is open, by dry runs, which leave no trace.
 *
 * @param word {@code cutover} or {@code rollback}
 * @param err takes what keeps the gate closed, whenever that is something else
 * @param between rest between two looks
 */
record GateWait(OrchestratorApi api, String word, PrintWriter err, Duration between) {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  GateWait(OrchestratorApi api, String word, PrintWriter err) {
    this(api, word, err, LOOK_EVERY);
  }

  /**
   * Returns once the gate is open.
   *
   * @throws CommandFailure {@link ExitStatus#REFUSED} when the time is over
   */
  void until(String migration, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    List<String> told = List.of();
    while (true) {
      List<String> closed = closed(migration);
      if (closed.isEmpty()) {
        return;
      }
      if (System.nanoTime() >= end) {
        throw new CommandFailure(
            ExitStatus.REFUSED,
            "The gate was closed for %d s. Nothing was ordered.\n  %s"
                .formatted(limit.toSeconds(), String.join("\n  ", closed)),
            "./tributary status " + migration);
      }
      if (!kinds(closed).equals(kinds(told))) {
        err.println("The gate is closed; waiting for it to open. Nothing is ordered yet.");
        closed.forEach(finding -> err.println("  " + finding));
        err.flush();
      }
      told = closed;
      Thread.sleep(between.toMillis());
    }
  }

  private List<String> closed(String migration) {
    JsonNode found =
        api.order(migration, new SentOrder(word + "?dryRun=true", UUID.randomUUID().toString()));
    List<String> messages = new ArrayList<>();
    if (!found.path("open").asBoolean()) {
      for (JsonNode finding : found.path("findings")) {
        if (!finding.path("passed").asBoolean()) {
          messages.add(finding.path("message").asText());
        }
      }
      if (messages.isEmpty()) {
        messages.add("The orchestrator does not say why.");
      }
    }
    return messages;
  }

  /** The same finding with another number is no news. */
  private static List<String> kinds(List<String> messages) {
    return messages.stream().map(message -> message.replaceAll("[0-9]+", "#")).toList();
  }
}
