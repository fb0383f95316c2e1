package io.tributary.validator.fence;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.StreamId;
import io.tributary.tracing.SpanPlace;
import io.tributary.tracing.TracedSpan;
import io.tributary.validator.run.RunContext;
import java.time.Instant;

/**
 * Tells what is compared of one stream for a change of sides, as parts of its steps. Does nothing
 * where nobody is told.
 *
 * @param stream the stream
 * @param context has who is told, and the clock
 * @param cutoverId of the cutover, rollback or rehearsal
 */
record VerificationTraces(StreamId stream, RunContext context, String cutoverId) {

  /** What was behind is compared, from that moment until now. */
  void caughtUp(Instant start) {
    tell(Step.REHEARSE, "catch up", start);
  }

  /** What will be read behind the fence was read once, from that moment until now. */
  void rehearsed(Instant start) {
    tell(Step.REHEARSE, "rehearse verification", start);
  }

  /** Everything was compared behind the fence, from that moment until now. */
  void verified(Instant start, VerificationPlan plan) {
    if (context.traces().told()) {
      context
          .traces()
          .tell(
              span(Step.VERIFY, "verify", start)
                  .with("tributary.tables.read", plan.full().size())
                  .with("tributary.tables.by.keys", plan.keys().size()));
    }
  }

  private void tell(Step step, String name, Instant start) {
    if (context.traces().told()) {
      context.traces().tell(span(step, name, start));
    }
  }

  private TracedSpan span(Step step, String name, Instant start) {
    SpanPlace place =
        SpanPlace.step(cutoverId, step).below(name + " " + stream.source() + " " + start);
    return TracedSpan.of(place, name, start, context.clock().instant(), stream.migration())
        .ofSource(stream.source());
  }
}
