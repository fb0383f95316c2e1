package io.tributary.cdc.apply;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** The meters {@code tributary.apply.*} of one stream. */
final class ApplyMetrics {
  private static final String DEAD_LETTERS = "tributary.apply.dead.letters";
  private static final String QUARANTINED = "tributary.apply.quarantined.rows";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Clock clock;
  private final DistributionSummary lag;
  private final AtomicLong deadLetters;
  private final AtomicLong quarantined;
  private final Counter forged;

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
    this.deadLetters =
        gauge(DEAD_LETTERS, "Changes that wait because the target refused them or one before them");
    this.forged =
        Counter.builder("tributary.apply.forged.messages")
            .description("Messages in the source's log that only look like Tributary's own")
            .tags(tags)
            .register(registry);
    this.quarantined = gauge(QUARANTINED, "Rows of a converted source that are kept aside");
  }

  private AtomicLong gauge(String name, String description) {
    AtomicLong value = new AtomicLong();
    // A stream that is started anew is measured by its new run, not by the one that ended.
    registry.find(name).tags(tags).gauges().forEach(registry::remove);
    Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
    return value;
  }

  void committed(ChangeBatch batch, QuarantineContent aside) {
    registry.counter("tributary.apply.changes", tags).increment(batch.rows());
    registry.counter("tributary.apply.bytes", tags).increment(batch.bytes());
    registry.counter("tributary.apply.transactions", tags).increment(batch.commitMillis().size());
    registry.counter("tributary.apply.batches", tags).increment();
    long now = clock.millis();
    batch.commitMillis().forEach(committed -> lag.record(Math.max(0, now - committed)));
    setAside(aside);
  }

  void setAside(QuarantineContent aside) {
    deadLetters.set(aside.deadLetters());
    quarantined.set(aside.quarantined());
  }

  /** A message was passed over that only looks like one of ours. */
  void forged() {
    forged.increment();
  }

  void failed(ErrorReport error) {
    registry.counter("tributary.apply.errors", tags.and("code", error.code())).increment();
  }
}
