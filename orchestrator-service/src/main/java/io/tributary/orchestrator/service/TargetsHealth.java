package io.tributary.orchestrator.service;

import io.smallrye.health.api.Wellness;
import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.loop.KnownMigration;
import io.tributary.orchestrator.loop.MigrationRegistry;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Unwell while the state of a migration cannot be read or stored, with the reason by migration.
 * Readiness does not look here: one target that is gone must not keep the others' operator out.
 */
@Wellness
public final class TargetsHealth implements HealthCheck {
  private final MigrationRegistry migrations;

  TargetsHealth(MigrationRegistry migrations) {
    this.migrations = migrations;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("state stored");
    boolean up = true;
    for (KnownMigration known : known()) {
      if (known.trouble().isPresent()) {
        ErrorReport trouble = known.trouble().get();
        answer.withData(known.name(), trouble.code() + ": " + trouble.message());
        up = false;
      }
    }
    return answer.status(up).build();
  }

  private List<KnownMigration> known() {
    return migrations.active()
        ? migrations.names().stream().map(migrations::known).toList()
        : List.of();
  }
}
