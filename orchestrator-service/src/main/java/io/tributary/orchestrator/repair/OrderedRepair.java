package io.tributary.orchestrator.repair;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tributary.common.event.Requester;
import io.tributary.common.observed.RepairObserved;
import org.jspecify.annotations.Nullable;

/**
 * The last repair that was ordered. It is part of the state, so that the history keeps who ordered
 * it and what came of it.
 *
 * @param number of the request that asks for it
 * @param source whose rows are repaired
 * @param by who ordered it; null where nobody is known
 * @param outcome what was written and deleted; null until cdc-service has said so
 */
public record OrderedRepair(
    long number, String source, @Nullable Requester by, @Nullable RepairObserved outcome) {

  /** One that is to be carried out. */
  public static OrderedRepair begun(long number, String source, @Nullable Requester by) {
    return new OrderedRepair(number, source, by, null);
  }

  /** Whether it is not carried out yet. */
  @JsonIgnore
  public boolean open() {
    return outcome == null;
  }

  /** The same with what came of it. */
  public OrderedRepair ended(RepairObserved with) {
    return new OrderedRepair(number, source, by, with);
  }
}
