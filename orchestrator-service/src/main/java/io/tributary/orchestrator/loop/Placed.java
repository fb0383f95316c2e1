package io.tributary.orchestrator.loop;

import io.tributary.orchestrator.state.Order;

/**
 * An order as it came in.
 *
 * @param key the idempotency key of a cutover, null when none was given
 */
public record Placed(Order order, String key) {

  /** An order without key. */
  public static Placed of(Order order) {
    return new Placed(order, null);
  }
}
