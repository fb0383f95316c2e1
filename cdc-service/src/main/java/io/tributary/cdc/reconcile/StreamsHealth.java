package io.tributary.cdc.reconcile;

import io.smallrye.health.api.Wellness;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Unwell while a source is stopped or waits for something: a dead connector, a stuck stream, an
 * unreachable database. Each such source is named with its error code. Readiness does not look
 * here: the service serves the other migrations all the same.
 */
@Wellness
@ApplicationScoped
public class StreamsHealth implements HealthCheck {
  private final DesiredMigrations migrations;

  StreamsHealth(DesiredMigrations migrations) {
    this.migrations = migrations;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("streams").up();
    for (SourceObserved source : migrations.lastReports()) {
      String name = source.migration() + "/" + source.source();
      // What is left of a source that was retired is for its operator; nothing waits for it here.
      if (source.error() == null || source.phase() == SourcePhase.RETIRED) {
        response.withData(name, source.phase().name());
      } else {
        response.withData(name, source.error().code() + ": " + source.error().message()).down();
      }
    }
    return response.build();
  }
}
