package io.tributary.orchestrator.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Leads browsers from the service's own address to the console. */
@ApplicationScoped
public class ConsoleAddress {
  /** Where the console is; addresses of its files are relative to it. */
  public static final String PATH = "/console/";

  private static final int FOUND = 302;

  void install(@Observes Router router) {
    router.route(HttpMethod.GET, "/").handler(ConsoleAddress::lead);
    router.routeWithRegex(HttpMethod.GET, "/console").handler(ConsoleAddress::lead);
  }

  private static void lead(RoutingContext context) {
    context.response().setStatusCode(FOUND).putHeader(HttpHeaders.LOCATION, PATH).end();
  }
}
