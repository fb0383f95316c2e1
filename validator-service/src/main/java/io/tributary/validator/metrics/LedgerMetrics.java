package io.tributary.validator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * The gauges {@code tributary.validator.ledger.*}: how much of each source stands as equal, and how
 * much has changed since and waits to be compared. The rows go when the migration goes.
 * Thread-safe.
 */
@ApplicationScoped
public class LedgerMetrics {
  private final MultiGauge tables;
  private final MultiGauge verified;
  private final MultiGauge ranges;
  private final MultiGauge verifiedRanges;
  private final MultiGauge anew;
  private final MultiGauge changedRows;
  private final Map<String, ValidationObserved> latest = new ConcurrentHashMap<>();

  LedgerMetrics(MeterRegistry registry) {
    this.tables = gauge(registry, "tables", "Tables that are compared");
    this.verified = gauge(registry, "verified.tables", "Tables that stand as equal");
    this.ranges = gauge(registry, "ranges", "Ranges of keys by which they are compared");
    this.verifiedRanges = gauge(registry, "verified.ranges", "Ranges that stand as equal");
    this.anew =
        gauge(registry, "anew.tables", "Tables that wait to be compared as a whole once more");
    this.changedRows =
        gauge(registry, "changed.rows", "Rows that changed and were not compared since");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("tributary.validator.ledger." + name)
        .description(description)
        .register(registry);
  }

  /** Shows what the ledger of a source says now. */
  public void show(ValidationObserved observed) {
    latest.put(observed.key(), observed);
    refresh();
  }

  /** Shows a migration no more. */
  public void forget(String migration) {
    latest.values().removeIf(observed -> observed.migration().equals(migration));
    refresh();
  }

  private synchronized void refresh() {
    show(tables, LedgerObserved::tables);
    show(verified, LedgerObserved::verified);
    show(ranges, LedgerObserved::ranges);
    show(verifiedRanges, LedgerObserved::verifiedRanges);
    show(anew, LedgerObserved::anew);
    show(changedRows, LedgerObserved::changedRows);
  }

  private void show(MultiGauge gauge, ToLongFunction<LedgerObserved> value) {
    gauge.register(
        latest.values().stream()
            .<Row<?>>map(
                source ->
                    Row.of(
                        Tags.of("migration", source.migration(), "source", source.source()),
                        value.applyAsLong(source.ledger())))
            .toList(),
        true);
  }
}
