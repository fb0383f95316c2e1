package io.tributary.validator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The gauge {@code tributary.validator.tables}: how many tables of each source have which verdict
 * now. Every verdict has its row, also with 0, so that an alert needs no special case. The rows go
 * when the migration goes. Thread-safe.
 */
@ApplicationScoped
public class VerdictMetrics {
  private final MultiGauge tables;
  private final Map<String, ValidationObserved> latest = new ConcurrentHashMap<>();

  VerdictMetrics(MeterRegistry registry) {
    this.tables =
        MultiGauge.builder("tributary.validator.tables")
            .description("Tables by their latest verdict")
            .register(registry);
  }

  /** Shows the latest verdicts of a source. */
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
    tables.register(latest.values().stream().flatMap(VerdictMetrics::rows).toList(), true);
  }

  private static Stream<Row<Number>> rows(ValidationObserved observed) {
    Tags tags = Tags.of("migration", observed.migration(), "source", observed.source());
    return Arrays.stream(Verdict.values())
        .map(verdict -> Row.of(tags.and("verdict", verdict.name()), count(observed, verdict)));
  }

  private static long count(ValidationObserved observed, Verdict verdict) {
    return observed.tables().stream().filter(table -> table.verdict() == verdict).count();
  }
}
