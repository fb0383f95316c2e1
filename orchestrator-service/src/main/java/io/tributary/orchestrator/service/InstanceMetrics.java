package io.tributary.orchestrator.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tributary.orchestrator.loop.Orchestrator;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The gauge {@code tributary.orchestrator.active}: whether this instance is the one that decides.
 * Where the instances together have none, nobody carries an order out.
 */
@Singleton
final class InstanceMetrics {
  private final MeterRegistry registry;
  private final Orchestrator orchestrator;
  private @Nullable Gauge active;

  InstanceMetrics(MeterRegistry registry, Orchestrator orchestrator) {
    this.registry = registry;
    this.orchestrator = orchestrator;
  }

  void start(@Observes StartupEvent event) {
    active =
        Gauge.builder("tributary.orchestrator.active", orchestrator, InstanceMetrics::active)
            .description("1 for the instance that decides, 0 for one that stands by")
            .register(registry);
  }

  /** The registry outlives the application; the next one's gauge would be taken for this one. */
  void stop(@Observes ShutdownEvent event) {
    if (active != null) {
      registry.remove(active);
    }
  }

  private static double active(Orchestrator orchestrator) {
    return orchestrator.migrations().active() ? 1 : 0;
  }
}
