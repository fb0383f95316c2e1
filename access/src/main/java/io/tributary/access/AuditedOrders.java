package io.tributary.access;

import io.tributary.common.error.TributaryException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells the audit topic of an order that is given to a service without a history: that it was
 * asked, by whom, and with which code it was refused. Used by the thread of the request.
 */
@RequestScoped
public class AuditedOrders {
  private final Event<AuditedRequest> events;
  private final RequestSender sender;
  private final Clock clock;

  AuditedOrders(Event<AuditedRequest> events, RequestSender sender, Clock clock) {
    this.events = events;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Carries an order out.
   *
   * @param order its name
   * @throws TributaryException the work's own, which is told too
   */
  public <T> T carryOut(String migration, String order, Supplier<T> work) {
    tell(migration, order, Optional.empty());
    try {
      return work.get();
    } catch (TributaryException e) {
      tell(migration, order, Optional.of(e.report().code()));
      throw e;
    }
  }

  private void tell(String migration, String order, Optional<String> code) {
    events.fireAsync(
        AuditedRequest.ordered(migration, order, sender.requester(), code, clock.instant()));
  }
}
