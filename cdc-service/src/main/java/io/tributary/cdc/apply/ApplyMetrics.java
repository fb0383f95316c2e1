package io.tributary.cdc.apply;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tributary.cdc.apply.target.Batch;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The meters {@code tributary.apply.*} of one stream. */
final class ApplyMetrics {
  private static final String DEAD_LETTERS = "tributary.apply.dead.letters";

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
    this.deadLetters = new AtomicLong();
    // A stream that is started anew is measured by its new run, not by the one that ended.
    registry.find(DEAD_LETTERS).tags(tags).gauges().forEach(registry::remove);
    Gauge.builder(DEAD_LETTERS, deadLetters, AtomicLong::get)
        .description("Changes that wait because the target refused them or one before them")
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  void committed(Batch batch, long letters) {
    registry.counter("tributary.apply.changes", tags).increment(batch.rows());
    registry.counter("tributary.apply.bytes", tags).increment(batch.bytes());
    registry.counter("tributary.apply.transactions", tags).increment(batch.commitMillis().size());
    registry.counter("tributary.apply.batches", tags).increment();
    long now = clock.millis();
    batch.commitMillis().forEach(committed -> lag.record(Math.max(0, now - committed)));
    deadLetters(letters);
  }

  void deadLetters(long letters) {
    deadLetters.set(letters);
  }

  void failed(ErrorReport error) {
    registry.counter("tributary.apply.errors", tags.and("code", error.code())).increment();
  }
}
