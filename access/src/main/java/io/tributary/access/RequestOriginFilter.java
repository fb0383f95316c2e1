package io.tributary.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refuses requests that web pages of other sites make, before the request is authenticated. */
@ApplicationScoped
public class RequestOriginFilter {
  /** Before the limit of bodies, which is before the server's own routes. */
  private static final int FIRST = -20_000;

  private final RequestOrigin origins;

  RequestOriginFilter(AccessSettings settings) {
    this.origins =
        new RequestOrigin(
            settings.hosts().orElse(Set.of()).stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
  }

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(this::check);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<RequestOrigin.Refusal> refusal =
        origins.refusal(
            request.method(),
            request.scheme(),
            host(request),
            request.getHeader(HttpHeaders.ORIGIN),
            request.getHeader(HttpHeaders.CONTENT_TYPE));
    refusal.ifPresentOrElse(
        found -> ProblemAnswer.end(context, found.error(), found.title(), found.detail()),
        context::next);
  }

  /** HTTP/2 has no header of that name, but a part of the request that says the same. */
  private static @Nullable String host(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null) {
      return null;
    }
    return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
  }
}
