package io.tributary.validator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.verdict.TableVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counters of compared rows, differences, passes and failures per source. Thread-safe. */
@ApplicationScoped
public class ComparisonMetrics {
  private final MeterRegistry meters;

  ComparisonMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Counts what the comparison of a table found. */
  public void compared(TableVerdict verdict) {
    Tags tags = tags(verdict.compared().migration(), verdict.compared().source());
    long rows = verdict.rows().source().orElse(0);
    meters.counter("tributary.validator.rows.compared", tags).increment(rows);
    meters
        .counter("tributary.validator.differences", tags)
        .increment(verdict.findings().differenceCount());
    meters
        .counter("tributary.validator.rows.unsettled", tags)
        .increment(verdict.findings().unsettledRows());
  }

  /** Counts a pass over all tables of a source. */
  public void passed(String migration, String source, long millis) {
    Tags tags = tags(migration, source);
    meters.timer("tributary.validator.pass.duration", tags).record(Duration.ofMillis(millis));
    meters.counter("tributary.validator.passes", tags).increment();
  }

  /** Counts something that could not be compared. */
  public void failed(String migration, String source, ErrorReport error) {
    meters
        .counter("tributary.validator.failures", tags(migration, source).and("code", error.code()))
        .increment();
  }

  private static Tags tags(String migration, String source) {
    return Tags.of("migration", migration, "source", source);
  }
}
