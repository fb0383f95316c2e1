package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.StreamGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import org.jspecify.annotations.Nullable;

/** The desired state that is in force for one stream. Thread-safe. */
final class StandingOrder {
  private final StreamId stream;
  private volatile DesiredState desired;
  private volatile @Nullable ErrorReport unreadable;

  StandingOrder(StreamId stream, DesiredState first) {
    this.stream = stream;
    this.desired = StreamGoal.of(first, stream);
  }

  /** A new one, unless it is older than the one in force; says whether it is taken. */
  boolean take(DesiredState next) {
    boolean taken = next.generation() >= desired.generation();
    if (taken) {
      desired = StreamGoal.of(next, stream);
      unreadable = null;
    }
    return taken;
  }

  /** A later one cannot be read; this one stays in force until one comes that can. */
  void unreadable(ErrorReport why) {
    unreadable = why;
  }

  /** As the stream has to see it. */
  DesiredState now() {
    return desired;
  }

  /** Why a later one cannot be read, null where there is none. */
  @Nullable ErrorReport unreadable() {
    return unreadable;
  }
}
