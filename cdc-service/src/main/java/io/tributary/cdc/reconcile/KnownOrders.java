package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What was ordered last for each migration, also for those whose sources other instances look
 * after: whoever is given one of their shares goes on with it. Not thread-safe.
 */
final class KnownOrders {
  private static final Logger LOG = Logger.getLogger(KnownOrders.class);

  private final Map<String, DesiredState> latest = new LinkedHashMap<>();
  private final Map<String, DesiredRecords.UnreadableOrder> unreadable = new LinkedHashMap<>();

  void desired(DesiredState desired) {
    String migration = desired.migration().name();
    latest.put(migration, desired);
    unreadable.remove(migration);
  }

  /** The one before it stays in force. */
  void unreadable(DesiredRecords.UnreadableOrder order) {
    unreadable.put(order.migration(), order);
  }

  void forget(String migration) {
    latest.remove(migration);
    unreadable.remove(migration);
  }

  /** All that can be read. */
  Collection<DesiredState> latest() {
    return List.copyOf(latest.values());
  }

  /** Gives all of them once more; one that fails keeps no other from being given. */
  void repeat(DesiredRecords.Orders orders) {
    List.copyOf(latest.values())
        .forEach(desired -> attempt(desired.migration().name(), () -> orders.desire(desired)));
    List.copyOf(unreadable.values())
        .forEach(order -> attempt(order.migration(), () -> orders.unreadable(order)));
  }

  private static void attempt(String migration, Runnable order) {
    try {
      order.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "desired state not carried out migration=%s", migration);
    }
  }
}
