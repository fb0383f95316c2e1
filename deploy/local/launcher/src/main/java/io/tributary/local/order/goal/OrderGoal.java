package io.tributary.local.order.goal;

import io.tributary.local.client.MigrationAnswer;
import java.util.Optional;

/** What an order is to reach. Pure. */
public interface OrderGoal {
  /** How the order came out, empty while it is under way. */
  Optional<OrderEnd> reached(MigrationAnswer now);
}
