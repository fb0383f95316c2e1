package io.tributary.orchestrator.console;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Says to browsers what pages of the console may do: load and ask what comes from this service, and
 * nothing else; be in no page of somebody else; and make markup of no text but by the library of
 * their templates and for the report, which the service itself escapes (W3C Trusted Types).
 */
@ApplicationScoped
public class ConsoleHeaders {
  static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " object-src 'none'; require-trusted-types-for 'script';"
          + " trusted-types lit-html tributary-report";

  /** A browser asks each time whether its copy is the latest: pages and service go together. */
  static final String CACHING = "no-cache";

  /** Of an answer with somebody's token, which nobody keeps. */
  private static final String TOKENS = "no-store";

  private static final int BEFORE_FILES = -1_000;

  void install(@Observes Router router) {
    router.route(ConsoleAddress.PATH + "*").order(BEFORE_FILES).handler(ConsoleHeaders::add);
  }

  private static void add(RoutingContext context) {
    // The handler of files has its own mind about caching, so this is said last.
    context.addHeadersEndHandler(
        ignored -> {
          MultiMap headers = context.response().headers();
          if (!TOKENS.equals(headers.get(HttpHeaders.CACHE_CONTROL))) {
            headers.set(HttpHeaders.CACHE_CONTROL, CACHING);
          }
          headers.set("Content-Security-Policy", POLICY);
          headers.set("X-Content-Type-Options", "nosniff");
          headers.set("Referrer-Policy", "no-referrer");
          headers.set("Cross-Origin-Opener-Policy", "same-origin");
        });
    context.next();
  }
}
