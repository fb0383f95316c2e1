package io.tributary.local.order;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the migration's name before an order that applications notice.
 *
 * @param in what is typed
 * @param out takes the question
 */
record NameConfirmation(BufferedReader in, PrintWriter out) {
  /**
   * Returns when the name was typed.
   *
   * @param order the order as it is typed
   * @param effect what it does, in a sentence
   * @throws CommandFailure when something else was typed, or there is nobody to type
   */
  void require(String migration, String order, String effect) {
    out.println(effect);
    out.print("Type the migration's name to go on: ");
    out.flush();
    String typed = typed();
    if (typed == null || !typed.strip().equals(migration)) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          typed == null
              ? "Nobody confirmed " + order + ", and nothing was ordered."
              : "That is not " + migration + ". Nothing was ordered.",
          "./tributary " + order + (typed == null ? " --yes" : ""));
    }
  }

  private @Nullable String typed() {
    try {
      return in.readLine();
    } catch (IOException e) {
      return null;
    }
  }
}
