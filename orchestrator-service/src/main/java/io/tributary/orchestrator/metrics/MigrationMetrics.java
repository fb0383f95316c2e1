package io.tributary.orchestrator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tributary.common.event.CutoverStep;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.state.MigrationRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * {@code tributary_migration_state} (1 for the state each migration is in), {@code
 * tributary_migration_health} (1 for how well it is) and {@code tributary_cutover_step_seconds}.
 * Thread-safe.
 */
@Singleton
public final class MigrationMetrics implements MigrationMeasurements {
  private final MeterRegistry registry;
  private final MultiGauge states;
  private final MultiGauge healths;
  private final Map<String, String> current = new ConcurrentHashMap<>();
  private final Map<String, HealthLevel> judged = new ConcurrentHashMap<>();

  MigrationMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.states =
        MultiGauge.builder("tributary.migration.state")
            .description("1 for the state that the migration is in")
            .register(registry);
    this.healths =
        MultiGauge.builder("tributary.migration.health")
            .description("1 for how well the migration is")
            .register(registry);
  }

  @Override
  public void state(MigrationRecord record) {
    current.put(record.plan().name(), record.state().name());
    show();
  }

  @Override
  public void forgotten(String migration) {
    current.remove(migration);
    judged.remove(migration);
    show();
  }

  @Override
  public void health(String migration, HealthLevel health) {
    judged.put(migration, health);
    show();
  }

  private synchronized void show() {
    healths.register(
        judged.entrySet().stream()
            .map(
                e ->
                    MultiGauge.Row.of(
                        Tags.of("migration", e.getKey(), "health", e.getValue().word()), 1))
            .collect(Collectors.toList()),
        true);
    states.register(
        current.entrySet().stream()
            .map(e -> MultiGauge.Row.of(Tags.of("migration", e.getKey(), "state", e.getValue()), 1))
            .collect(Collectors.toList()),
        true);
  }

  @Override
  public void step(CutoverStep step) {
    Timer.builder("tributary.cutover.step")
        .description("Time of each step of a cutover; DONE spans the whole cutover")
        .tags(
            "migration",
            step.migration(),
            "step",
            step.step().name(),
            "outcome",
            step.outcome().name())
        .register(registry)
        .record(Duration.ofMillis(step.durationMillis()));
  }
}
