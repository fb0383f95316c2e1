package io.tributary.local.order;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.order.goal.OrderEnd;
import io.tributary.local.view.StatusDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an order came out, as {@code -o json} says it. Members keep their names and meanings; new
 * ones may come.
 *
 * @param outcome done, refused or undone; accepted where nobody waited
 * @param status the migration behind it
 */
record OrderDocument(
    String migration, String order, String outcome, String message, StatusDocument status) {

  static OrderDocument of(String order, OrderEnd end, MigrationAnswer now) {
    return new OrderDocument(
        now.name(),
        order,
        end.status().name().toLowerCase(Locale.ROOT),
        end.message(),
        StatusDocument.of(now));
  }

  static OrderDocument accepted(String order, MigrationAnswer now) {
    return new OrderDocument(
        now.name(),
        order,
        "accepted",
        "The order is stored and being carried out.",
        StatusDocument.of(now));
  }

  /** For people: the outcome, which side accepts writes, and the next command. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(message);
    lines.add(status.writes().sentence());
    lines.add("Next: " + status.next());
    return lines;
  }
}
