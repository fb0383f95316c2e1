package io.tributary.common.plan.notify;

import java.util.List;

/**
 * A web address that is told of what happens to a migration.
 *
 * @param url where notifications are posted; {@code ${env:NAME}} and {@code ${file:PATH}} stand for
 *     secrets
 * @param events what it is told of, in the order of the kinds
 * @param timeoutMillis after which a call counts as failed, and is tried again
 */
public record NotifyRule(String url, List<NotificationKind> events, long timeoutMillis) {
  public NotifyRule {
    events = events.stream().distinct().sorted().toList();
  }

  /** Whether it is told of such a thing. */
  public boolean wants(NotificationKind kind) {
    return events.contains(kind);
  }
}
