package io.tributary.orchestrator.service;

import io.tributary.orchestrator.loop.Orchestrator;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the topics are read and it is known which instance is the active one; an instance that
 * stands by is ready too, for reading.
 */
@Readiness
public final class TopicsHealth implements HealthCheck {
  private final Orchestrator orchestrator;

  TopicsHealth(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("topics read")
        .status(orchestrator.ready())
        .withData("active", orchestrator.migrations().active())
        .build();
  }
}
