package io.tributary.cdc.apply;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tributary.cdc.apply.target.Batch;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The meters {@code tributary.apply.*} of one stream. */
final class ApplyMetrics {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Clock clock;
  private final DistributionSummary lag;
  private final AtomicLong deadLetters;

  ApplyMetrics(MeterRegistry registry, StreamId stream, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.tags = Tags.of("migration", stream.migration(), "source", stream.source());
    this.lag =
        DistributionSummary.builder("tributary.apply.lag.millis")
            .description("From the commit at the source to the commit at the target")
            .tags(tags)
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    this.deadLetters = registry.gauge("tributary.apply.dead.letters", tags, new AtomicLong());
  }

  void committed(Batch batch, long letters) {
    registry.counter("tributary.apply.changes", tags).increment(batch.rows());
    registry.counter("tributary.apply.bytes", tags).increment(batch.bytes());
    registry.counter("tributary.apply.transactions", tags).increment(batch.commitMillis().size());
    registry.counter("tributary.apply.batches", tags).increment();
    long now = clock.millis();
    batch.commitMillis().forEach(committed -> lag.record(Math.max(0, now - committed)));
    deadLetters.set(letters);
  }

  void failed(ErrorReport error) {
    registry.counter("tributary.apply.errors", tags.and("code", error.code())).increment();
  }
}
