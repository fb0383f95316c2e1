package io.tributary.orchestrator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gauge {@code tributary_notifications_waiting}: how many notifications of each migration their
 * receivers have not taken. Thread-safe.
 */
@Singleton
public final class NotificationMetrics {
  private final MultiGauge gauge;
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

  NotificationMetrics(MeterRegistry registry) {
    this.gauge =
        MultiGauge.builder("tributary.notifications.waiting")
            .description("Notifications that their receivers have not taken")
            .register(registry);
  }

  /** So many wait; below 0, nobody is told of the migration by this instance. */
  public void waiting(String migration, int count) {
    Integer before = count < 0 ? waiting.remove(migration) : waiting.put(migration, count);
    if (before == null || before != count) {
      show();
    }
  }

  private synchronized void show() {
    gauge.register(
        waiting.entrySet().stream()
            .map(e -> MultiGauge.Row.of(Tags.of("migration", e.getKey()), e.getValue()))
            .<MultiGauge.Row<?>>map(row -> row)
            .toList(),
        true);
  }
}
