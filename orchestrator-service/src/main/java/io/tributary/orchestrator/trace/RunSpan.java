package io.tributary.orchestrator.trace;

import io.tributary.common.model.Direction;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import java.time.Instant;

/** A span of the orchestrator, which names the way that is gone. */
final class RunSpan {
  private RunSpan() {}

  static TracedSpan of(
      SpanPlace place,
      String name,
      Instant start,
      Instant end,
      String migration,
      Direction direction) {
    return TracedSpan.of(place, name, start, end, migration)
        .with("tributary.direction", direction.name());
  }
}
