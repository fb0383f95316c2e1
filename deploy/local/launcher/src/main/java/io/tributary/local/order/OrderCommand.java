package io.tributary.local.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.client.ApiOptions;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.client.SentOrder;
import io.tributary.local.client.StatusFeed;
import io.tributary.local.command.DocumentOutput;
import io.tributary.local.order.goal.OrderGoal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives one order, waits for its end, and says how it came out. */
abstract class OrderCommand implements Callable<Integer> {
  @Mixin private ApiOptions options;
  @Mixin private DocumentOutput output;
  @Mixin private OrderOptions orderOptions;
  @Spec private CommandSpec spec;

  /** The migration, found out by what was typed. */
  abstract String migration(OrchestratorApi api);

  /** The order, with the key that makes it count once. */
  abstract SentOrder order(String migration, String key);

  /**
   * What the order is to reach.
   *
   * @param id of the cutover, rollback or rehearsal; empty for other orders
   * @param generation that the order has raised, or a later one
   */
  abstract OrderGoal goal(String id, long generation);

  /** What applications will notice, where somebody has to confirm that. */
  Optional<String> effect(MigrationAnswer before) {
    return Optional.empty();
  }

  /** Returns once the order may be given, or at once. */
  void awaitReady(OrchestratorApi api, String migration) throws InterruptedException {}

  /** Whether {@code --yes} was given. */
  boolean confirmed() {
    return false;
  }

  /** The command as it is typed again. */
  String line(String migration) {
    return word() + " " + migration;
  }

  /** The order's word, which is the command's. */
  final String word() {
    return spec.name();
  }

  final DocumentOutput output() {
    return output;
  }

  final OrchestratorApi api() {
    return options.open();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    OrchestratorApi api = api();
    String name = migration(api);
    confirm(api.status(name));
    awaitReady(api, name);
    MigrationAnswer before = api.status(name);
    // Each order raises the generation; a quick answer to it may raise it again.
    long generation = before.generation() == null ? 1 : before.generation() + 1;
    JsonNode answer = api.order(name, order(name, orderOptions.key()));
    try (StatusFeed feed = api.follow(name)) {
      if (!orderOptions.waits()) {
        OrderDocument stored = OrderDocument.accepted(word(), api.status(name));
        output.print(stored, stored::lines);
        return 0;
      }
      OrderGoal goal = goal(answer.path("cutoverId").asText(""), generation);
      OrderWait.Ended ended = new OrderWait(output, err()).until(word(), feed, goal, name);
      OrderDocument document = OrderDocument.of(word(), ended.end(), ended.status());
      output.print(document, document::lines);
      return ended.end().status().code();
    }
  }

  private void confirm(MigrationAnswer before) {
    Optional<String> effect = confirmed() ? Optional.empty() : effect(before);
    effect.ifPresent(
        words -> {
          BufferedReader in =
              new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
          new NameConfirmation(in, err()).require(before.name(), line(before.name()), words);
        });
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
