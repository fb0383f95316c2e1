package io.tributary.orchestrator.notify;

import io.tributary.common.plan.cutover.WebAddress;
import io.tributary.common.plan.notify.NotifyRule;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Delivers notifications to the addresses of each migration, over and over until they are taken or
 * a day old. An address that does not answer holds up no other one. Thread-safe.
 */
final class NotificationDelivery {
  private static final Logger LOG = Logger.getLogger(NotificationDelivery.class);

  private final NotificationCall call;
  private final Clock clock;
  private final Map<Receiver, PendingNotifications> pending = new ConcurrentHashMap<>();

  /** An address of a migration. */
  private record Receiver(String migration, String url) {
    private String shown() {
      return WebAddress.shown(url);
    }
  }

  NotificationDelivery(NotificationCall call, Clock clock) {
    this.call = call;
    this.clock = clock;
  }

  /** Takes events for whoever wants them, and tries what waits and is due. */
  void deliver(String migration, List<NotifyRule> rules, List<NotableEvent> events) {
    for (NotifyRule rule : rules) {
      Receiver receiver = new Receiver(migration, rule.url());
      PendingNotifications waiting =
          pending.computeIfAbsent(receiver, any -> new PendingNotifications());
      for (NotableEvent event : events) {
        if (rule.wants(event.notification().kind()) && waiting.add(event) > 0) {
          LOG.errorf(
              "notification given up, too many wait migration=%s address=%s",
              migration, receiver.shown());
        }
      }
      sendNext(receiver, rule, waiting);
    }
    pending
        .keySet()
        .removeIf(
            receiver ->
                receiver.migration().equals(migration)
                    && rules.stream().noneMatch(rule -> rule.url().equals(receiver.url())));
  }

  private void sendNext(Receiver receiver, NotifyRule rule, PendingNotifications waiting) {
    waiting
        .take(clock.instant())
        .ifPresent(
            event ->
                call.post(rule, event)
                    .thenAccept(
                        refusal -> {
                          if (taken(receiver, waiting, event, refusal)) {
                            sendNext(receiver, rule, waiting);
                          }
                        }));
  }

  private boolean taken(
      Receiver receiver,
      PendingNotifications waiting,
      NotableEvent event,
      Optional<String> refusal) {
    if (refusal.isEmpty()) {
      waiting.delivered(event);
      return true;
    }
    boolean givenUp = waiting.failed(event, clock.instant());
    LOG.warnf(
        "notification not taken migration=%s address=%s id=%s cause=%s; %s",
        receiver.migration(),
        receiver.shown(),
        event.id(),
        refusal.get(),
        givenUp ? "it is given up" : "it is tried again");
    return false;
  }

  /** How many notifications of a migration wait for their receivers. */
  int waiting(String migration) {
    return pending.entrySet().stream()
        .filter(entry -> entry.getKey().migration().equals(migration))
        .mapToInt(entry -> entry.getValue().size())
        .sum();
  }

  /** Nobody is told anything more of a migration by this instance. */
  void forget(String migration) {
    pending.keySet().removeIf(receiver -> receiver.migration().equals(migration));
  }
}
