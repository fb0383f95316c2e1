package io.tributary.cdc.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Events that share a record of the topic, as the connector puts them together: an array begins
 * with a BEGIN, or ends with the transaction in which it begins, and with one that has a message.
 */
final class TopicArray {
  private final IntSupplier sizes;
  private final List<Map<String, Object>> events = new ArrayList<>();
  private int size;
  private boolean inside;
  private boolean beganInside;
  private boolean message;

  /** Arrays of at most that many events; asked anew for each. */
  TopicArray(IntSupplier sizes) {
    this.sizes = sizes;
  }

  /** Whether what is there has to go before this event comes. */
  boolean endsBefore(Map<String, Object> event) {
    return !events.isEmpty() && beganInside && "BEGIN".equals(event.get("status"));
  }

  /** Adds an event; whether the array is complete with it. */
  boolean add(Map<String, Object> event) {
    if (events.isEmpty()) {
      size = sizes.getAsInt();
      beganInside = inside;
    }
    events.add(event);
    message |= "m".equals(event.get("op"));
    boolean complete = events.size() >= size;
    if ("END".equals(event.get("status"))) {
      complete |= beganInside || message;
      message = false;
    }
    passed(event);
    return complete;
  }

  /** Notes an event that is a record of its own. */
  void passed(Map<String, Object> event) {
    Object status = event.get("status");
    inside = "BEGIN".equals(status) || (inside && !"END".equals(status));
  }

  /** The events so far, which are none afterwards. */
  List<Map<String, Object>> take() {
    List<Map<String, Object>> taken = List.copyOf(events);
    events.clear();
    return taken;
  }
}
