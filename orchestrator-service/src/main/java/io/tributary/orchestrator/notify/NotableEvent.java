package io.tributary.orchestrator.notify;

import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.Notification;
import io.tributary.common.event.Notification.Occasion;
import java.time.Instant;
import java.util.UUID;

/**
 * A notification with its id and time.
 *
 * @param id by which a receiver tells that it has got it already
 * @param at when it was
 * @param notification what is told
 */
record NotableEvent(String id, Instant at, Notification notification) {

  static NotableEvent of(StandingFact fact, String migration, Occasion occasion, Instant at) {
    return new NotableEvent(UUID.randomUUID().toString(), at, fact.told(migration, occasion));
  }

  static NotableEvent of(NotableMoment moment, String migration) {
    return new NotableEvent(moment.id(), moment.at(), moment.told(migration));
  }

  CloudEvent<Notification> cloudEvent() {
    return CloudEvent.of(
        id,
        "/tributary/orchestrator-service",
        CloudEvent.NOTIFICATION,
        notification.migration(),
        at,
        notification);
  }
}
