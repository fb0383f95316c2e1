package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.StatusFeed;
import io.tributary.local.command.DocumentOutput;
import io.tributary.local.console.ProgressScreen;
import io.tributary.local.order.goal.OrderEnd;
import io.tributary.local.order.goal.OrderGoal;
import io.tributary.local.view.StatusDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the end of an order and shows how far it is. Ctrl-C ends the waiting, not the order.
 *
 * @param err takes what Ctrl-C has to say
 */
record OrderWait(DocumentOutput output, PrintWriter err) {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** An order's end with the status in which it was seen. */
  record Ended(OrderEnd end, MigrationAnswer status) {}

  Ended until(String order, StatusFeed feed, OrderGoal goal, String migration)
      throws IOException, InterruptedException {
    Thread leaving = new Thread(() -> leave(order, migration), "order-goes-on");
    Runtime.getRuntime().addShutdownHook(leaving);
    try (ProgressScreen screen = ProgressScreen.open(output.out())) {
      MigrationAnswer last = null;
      while (true) {
        MigrationAnswer fresh = feed.next(LOOK).orElse(null);
        last = fresh == null ? last : fresh;
        if (last == null) {
          continue;
        }
        output.draw(screen, StatusDocument.of(last), feed.live());
        if (fresh != null) {
          Optional<OrderEnd> end = goal.reached(fresh);
          if (end.isPresent()) {
            screen.leave();
            return new Ended(end.get(), fresh);
          }
        }
      }
    } finally {
      stay(leaving);
    }
  }

  private void leave(String order, String migration) {
    err.println();
    err.println("The order " + order + " goes on; only the waiting has ended.");
    err.println("Next: ./tributary status " + migration + " -w");
    err.flush();
  }

  private static void stay(Thread leaving) {
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
    } catch (IllegalStateException e) {
      // It is being said already.
    }
  }
}
