package io.tributary.cdc.reconcile;

import io.tributary.cdc.source.FenceLift;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The databases of one source while a step is done: each call of the driver is one transaction.
 * Whether a lift is allowed is for the real conditions to say.
 */
final class ModelledDatabases {
  private final MovingSource moving;
  private ModelledSource source;
  private boolean removing;

  ModelledDatabases(MovingSource moving, ModelledSource source) {
    this.moving = moving;
    this.source = source;
  }

  ModelledSource source() {
    return source;
  }

  SourceDriver driver(Direction direction) {
    return new ModelledDriver(this, direction);
  }

  /** The removal for an order to begin anew; the target is closed to applications all the while. */
  boolean unlessBegunAnew(long order, Runnable removal) {
    StepChecks.require(source.start().named(), "a source begins anew that nobody ordered to");
    StepChecks.require(!source.target().writable(), "an open target is removed");
    StepChecks.require(source.home().fence() == null, "a source is removed while it is fenced");
    boolean due = source.start().note() < order;
    if (due) {
      removing = true;
      removal.run();
      removing = false;
    }
    return due;
  }

  void capture(Direction direction) {
    source = source.begun(source.start().capturing(direction == Direction.BACK, true));
  }

  void removeCapture(Direction direction) {
    if (removing) {
      source =
          source
              .begun(source.start().capturing(direction == Direction.BACK, false))
              .with(direction, source.stream(direction).withoutLog());
    }
  }

  void removeTarget(Direction direction) {
    if (removing) {
      source = source.with(direction, source.stream(direction).withoutCheckpoint());
      if (direction == Direction.OUT) {
        source = source.begun(source.start().copied(false));
      }
    }
  }

  void beginAnew(long order) {
    ModelledStart start = source.start();
    if (start.note() < order) {
      StepChecks.require(
          !start.rows() && !start.captured() && !start.capturedBack(),
          "a source begins anew of which something is there");
      source = source.begun(start.noted(order));
    }
  }

  FenceObserved raise(Direction direction, String token) {
    String canonical = numbered(token.substring(0, token.indexOf('/')));
    source =
        source
            .withOrigin(direction, source.origin(direction).fenced(canonical))
            .with(direction, source.stream(direction).behind("+" + canonical))
            .raised(canonical);
    return observed(canonical);
  }

  /** Tokens of a cutover are counted, so that equal states have equal tokens. */
  private String numbered(String cutover) {
    String last = source.lastToken();
    boolean again = last != null && last.startsWith(cutover + "/");
    int number = again ? Integer.parseInt(last.substring(last.indexOf('/') + 1)) + 1 : 1;
    return cutover + "/" + number;
  }

  Optional<FenceObserved> standing(Direction direction) {
    return Optional.ofNullable(source.origin(direction).fence()).map(ModelledDatabases::observed);
  }

  /** Whether the side was opened that a stream goes to. */
  boolean opened(Direction direction) {
    return source.origin(other(direction)).opened();
  }

  void lift(Direction direction, String token) {
    lift(direction, token, () -> opened(direction));
  }

  /** Opens the side that a stream goes to, which is fenced, or has its first gate. */
  void open(Direction direction) {
    StepChecks.opening(source, direction);
    Direction there = other(direction);
    Optional<FenceObserved> fence = standing(there);
    if (fence.isPresent()) {
      lift(there, fence.get().token(), () -> source.origin(direction).opened());
    } else if (there == Direction.BACK) {
      source = source.withOrigin(there, source.target().open());
    }
  }

  private void lift(Direction direction, String token, BooleanSupplier opened) {
    String fence = source.origin(direction).fence();
    if (fence != null) {
      new FenceLift(moving, token, opened).require(fence, true);
      source =
          source
              .withOrigin(direction, source.origin(direction).open())
              .with(direction, source.stream(direction).behind("-" + fence));
    }
  }

  private static Direction other(Direction direction) {
    return direction == Direction.OUT ? Direction.BACK : Direction.OUT;
  }

  private static FenceObserved observed(String token) {
    return new FenceObserved(token, 1, false, Instant.EPOCH, 0);
  }
}
