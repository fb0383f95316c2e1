package io.tributary.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets viewers read metrics, and any client where the settings open them. */
@ApplicationScoped
public class MetricsPolicy implements HttpSecurityPolicy {
  private final AccessSettings settings;

  MetricsPolicy(AccessSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "tributary-metrics";
  }

  @Override
  public Uni<CheckResult> checkPermission(
      RoutingContext context,
      Uni<SecurityIdentity> identity,
      AuthorizationRequestContext authorization) {
    return settings.openMetrics()
        ? CheckResult.permit()
        : identity.map(
            known -> known.hasRole(AccessRoles.VIEWER) ? CheckResult.PERMIT : CheckResult.DENY);
  }
}
