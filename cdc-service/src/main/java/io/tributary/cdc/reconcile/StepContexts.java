package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the steps of one stream work with, under whichever desired state. Thread-safe. */
final class StepContexts {
  private final StreamId stream;
  private final Function<MovingSource, SourceDriver> drivers;
  private final BooleanSupplier active;
  private final ApplyService apply;
  private final Clock clock;
  private final GrantedSource granted = new GrantedSource();
  private volatile @Nullable RehearsedSteps rehearsed;

  /**
   * Contexts of a stream.
   *
   * @param drivers gives the driver of this stream, by the source as it moves out
   * @param active asks the broker whether this instance is the active one
   */
  StepContexts(
      StreamId stream,
      Function<MovingSource, SourceDriver> drivers,
      BooleanSupplier active,
      ApplyService apply,
      Clock clock) {
    this.stream = stream;
    this.drivers = drivers;
    this.active = active;
    this.apply = apply;
    this.clock = clock;
  }

  /** The context under a desired state. */
  StepContext under(DesiredState desired) {
    MovingSource out = new MovingSource(desired.migration(), granted.known(origin(desired)));
    MovingSource moving = stream.goesBack() ? out.reversed() : out;
    return new StepContext(
        desired, moving, drivers.apply(out), apply, took -> rehearsed = took, active, clock);
  }

  /**
   * Finds out where the source's file really is, unless it is known.
   *
   * @throws io.tributary.common.error.TributaryException when this service may not use it
   */
  void resolve(DesiredState desired) {
    granted.resolve(origin(desired));
  }

  /** What the last rehearsal took, null before the first. */
  @Nullable RehearsedSteps rehearsed() {
    return rehearsed;
  }

  private Source origin(DesiredState desired) {
    StreamId out = stream.goesBack() ? stream.opposite() : stream;
    return desired.migration().source(out.source());
  }
}
