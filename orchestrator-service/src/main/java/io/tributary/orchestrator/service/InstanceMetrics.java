package io.tributary.orchestrator.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.tributary.orchestrator.loop.Orchestrator;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The gauge {@code tributary.orchestrator.active}: whether this instance is the one that decides.
 * Where the instances together have none, nobody carries an order out.
 */
@Singleton
final class InstanceMetrics {
  private final MeterRegistry registry;
  private final Orchestrator orchestrator;

  InstanceMetrics(MeterRegistry registry, Orchestrator orchestrator) {
    this.registry = registry;
    this.orchestrator = orchestrator;
  }

  void start(@Observes StartupEvent event) {
    Gauge.builder("tributary.orchestrator.active", orchestrator, InstanceMetrics::active)
        .description("1 for the instance that decides, 0 for one that stands by")
        .register(registry);
  }

  private static double active(Orchestrator orchestrator) {
    return orchestrator.migrations().active() ? 1 : 0;
  }
}
