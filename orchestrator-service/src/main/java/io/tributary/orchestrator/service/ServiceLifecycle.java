package io.tributary.orchestrator.service;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tributary.access.grant.ServiceGrants;
import io.tributary.orchestrator.evidence.EvidenceSettings;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.CrashPoint;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.loop.Orchestrator;
import io.tributary.orchestrator.metrics.MigrationMetrics;
import io.tributary.orchestrator.metrics.NotificationMetrics;
import io.tributary.orchestrator.notify.MigrationNotifier;
import io.tributary.tracing.CutoverTraces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the orchestrator with the service and stops it at a transition's end. */
@ApplicationScoped
public class ServiceLifecycle {
  private final Orchestrator orchestrator;
  private final MigrationNotifier notifier;

  ServiceLifecycle(Orchestrator orchestrator, MigrationNotifier notifier) {
    this.orchestrator = orchestrator;
    this.notifier = notifier;
  }

  void start(@Observes StartupEvent event) {
    orchestrator.start();
    notifier.start();
  }

  void stop(@Observes ShutdownEvent event) {
    notifier.close();
    orchestrator.close();
  }

  /** The clock of the service. */
  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  /** The one instance of this process. */
  @Produces
  @Singleton
  static Orchestrator orchestrator(
      KafkaClient kafka,
      MigrationMetrics metrics,
      CutoverTraces traces,
      OrchestratorSettings config,
      @ConfigProperty(name = "quarkus.application.version") String version,
      Clock clock) {
    return new Orchestrator(
        kafka.settings(),
        ServiceGrants.secrets(),
        ServiceGrants.configured(),
        metrics,
        traces,
        clock,
        EvidenceSettings.of(
            version,
            config.orchestrator().evidenceKey(),
            config.orchestrator().evidenceDirectory()),
        config.test().haltAt().orElse(List.of()).stream().map(CrashPoint::parse).toList());
  }

  /** Tells the addresses of migration files what happens. */
  @Produces
  @Singleton
  static MigrationNotifier notifier(
      Orchestrator orchestrator, NotificationMetrics metrics, Clock clock) {
    return new MigrationNotifier(
        orchestrator.migrations(),
        ServiceGrants.secrets(),
        ServiceGrants.configured(),
        clock,
        metrics::waiting);
  }

  /** What people may ask of its migrations. */
  @Produces
  @Singleton
  static AuditedMigrations audited(Orchestrator orchestrator) {
    return orchestrator.audited();
  }

  /** Its migrations, for the API. */
  @Produces
  @Singleton
  static MigrationRegistry migrations(Orchestrator orchestrator) {
    return orchestrator.migrations();
  }
}
