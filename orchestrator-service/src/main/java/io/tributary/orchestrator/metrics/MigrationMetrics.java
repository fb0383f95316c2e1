package io.tributary.orchestrator.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.state.MigrationRecord;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code tributary_migration_state} (1 for the state each migration is in), {@code
 * tributary_migration_health} (1 for how well it is), {@code tributary_cutover_step_seconds} and
 * {@code tributary_cutover_pause_seconds} of the last changes of sides. Thread-safe.
 */
@Singleton
public final class MigrationMetrics implements MigrationMeasurements {
  private static final double MILLIS_PER_SECOND = 1000;

  private final MeterRegistry registry;
  private final MultiGauge states;
  private final MultiGauge healths;
  private final MultiGauge pauses;
  private final Map<String, String> current = new ConcurrentHashMap<>();
  private final Map<String, Map<Direction, Double>> paused = new ConcurrentHashMap<>();
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
    this.pauses =
        MultiGauge.builder("tributary.cutover.pause")
            .baseUnit("seconds")
            .description("How long the last change of sides kept applications from writing")
            .register(registry);
  }

  @Override
  public void state(MigrationRecord record) {
    String migration = record.plan().name();
    current.put(migration, record.state().name());
    record.state().lastCutover().stream()
        .flatMap(CutoverRun::withTakenBack)
        .forEach(run -> pause(migration, run));
    show();
  }

  private void pause(String migration, CutoverRun run) {
    run.pauseMillis()
        .ifPresent(
            millis ->
                paused
                    .computeIfAbsent(migration, name -> new ConcurrentHashMap<>())
                    .put(run.direction(), millis / MILLIS_PER_SECOND));
  }

  @Override
  public void forgotten(String migration) {
    current.remove(migration);
    paused.remove(migration);
    judged.remove(migration);
    show();
  }

  @Override
  public void health(String migration, HealthLevel health) {
    judged.put(migration, health);
    show();
  }

  private synchronized void show() {
    pauses.register(
        paused.entrySet().stream().flatMap(e -> pauses(e.getKey(), e.getValue())).toList(), true);
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

  private static Stream<MultiGauge.Row<?>> pauses(String migration, Map<Direction, Double> each) {
    return each.entrySet().stream()
        .map(
            e ->
                MultiGauge.Row.of(
                    Tags.of("migration", migration, "direction", e.getKey().name()), e.getValue()));
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
