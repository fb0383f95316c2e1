package io.tributary.local.order.goal;

import io.tributary.local.client.MigrationAnswer;
import java.util.Optional;

/**
 * A state from which nothing but another order leads away.
 *
 * @param state such as Aborted
 * @param message that it is reached
 */
public record StateGoal(String state, String message) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return now.state().equals(state) ? Optional.of(OrderEnd.done(message)) : Optional.empty();
  }
}
