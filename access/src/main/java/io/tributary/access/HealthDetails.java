package io.tributary.access;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.health.api.HealthContentFilter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Leaves of a health check's answer to a request without a token only whether each check is up. The
 * details of checks name brokers, channels, migrations and errors, also those of the libraries'
 * checks, whose texts nobody here decides.
 */
@ApplicationScoped
public class HealthDetails implements HealthContentFilter {
  /** Behind authentication (-200) and permissions (-100), before the routes of health checks. */
  private static final int ORDER = -50;

  private static final String KNOWN = "tributary.known-sender";
  private static final String CHECKS = "checks";

  void install(@Observes Router router) {
    router.route("/q/health/*").order(ORDER).handler(HealthDetails::note);
  }

  /** Of this request alone: each has a context of its own. */
  private static void note(RoutingContext context) {
    Context request = Vertx.currentContext();
    if (request != null
        && context.user() instanceof QuarkusHttpUser user
        && !user.getSecurityIdentity().isAnonymous()) {
      request.putLocal(KNOWN, true);
    }
    context.next();
  }

  @Override
  public JsonObject filter(JsonObject answer) {
    Context request = Vertx.currentContext();
    boolean known = request != null && Boolean.TRUE.equals(request.getLocal(KNOWN));
    return known ? answer : bare(answer);
  }

  /** The answer without what its checks say beside their state. */
  static JsonObject bare(JsonObject answer) {
    JsonArrayBuilder checks = Json.createArrayBuilder();
    for (JsonValue check : answer.getJsonArray(CHECKS)) {
      JsonObject told = check.asJsonObject();
      checks.add(
          Json.createObjectBuilder()
              .add("name", told.get("name"))
              .add("status", told.get("status")));
    }
    return Json.createObjectBuilder()
        .add("status", answer.get("status"))
        .add(CHECKS, checks)
        .build();
  }
}
