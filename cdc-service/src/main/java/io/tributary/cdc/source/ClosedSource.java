package io.tributary.cdc.source;

import io.tributary.common.change.FenceMark;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The condition under which a target is opened, for the first time or again: its source refuses
 * writes. Asked in the transaction that opens it, once whoever lifts the fence waits for that
 * transaction.
 *
 * @param moving the source
 * @param settled reads the fence that stands, once nobody is raising or lifting it any more
 */
public record ClosedSource(MovingSource moving, Supplier<Optional<FenceObserved>> settled) {

  /** Whether it refuses every write; what is left of a fence that lets some through does not. */
  public boolean closed() {
    return settled.get().filter(fence -> !fence.token().equals(FenceMark.LIFTED)).isPresent();
  }

  /**
   * Allows the opening.
   *
   * @throws TributaryException {@link FenceError#SOURCE_OPEN}, or that the source does not answer
   */
  public void require() {
    if (!closed()) {
      throw new TributaryException(
          FenceError.SOURCE_OPEN,
          "The target of source %s is not opened, because the source accepts writes again."
              .formatted(moving.source().name()),
          moving.fields());
    }
  }
}
