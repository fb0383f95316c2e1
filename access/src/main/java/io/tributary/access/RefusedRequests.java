package io.tributary.access;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.tributary.common.event.Requester;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Tells of requests that were answered with 401 or 403, so many a minute; counts the others. */
@ApplicationScoped
public class RefusedRequests {
  /** Behind the request's id and before everything that may refuse. */
  private static final int FIRST = -29_000;

  private static final int MOST_A_MINUTE = 60;
  private static final int LONGEST_PATH = 200;
  private static final int UNAUTHORIZED = AccessError.TOKEN_MISSING.httpStatus();
  private static final int FORBIDDEN = AccessError.ROLE_MISSING.httpStatus();

  private final Event<AuditedRequest> events;
  private final Clock clock;
  private final RefusalBudget budget = new RefusalBudget(MOST_A_MINUTE);

  RefusedRequests(Event<AuditedRequest> events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  void install(@Observes Router router) {
    router
        .route()
        .order(FIRST)
        .handler(
            context -> {
              context.addEndHandler(ended -> look(context));
              context.next();
            });
  }

  private void look(RoutingContext context) {
    int status = context.response().getStatusCode();
    if (status != UNAUTHORIZED && status != FORBIDDEN) {
      return;
    }
    Instant now = clock.instant();
    RefusalBudget.Ruling ruling = budget.at(now);
    String code = ProblemAnswer.code(context, status);
    if (ruling.untold() > 0) {
      fire(
          "and %d more requests in the minute before".formatted(ruling.untold()),
          new Requester("-", List.of(), "-", "-"),
          code,
          now);
    }
    if (ruling.tell()) {
      String path = context.request().path();
      String shown = path == null ? "" : path.substring(0, Math.min(path.length(), LONGEST_PATH));
      fire(context.request().method() + " " + shown, sender(context), code, now);
    }
  }

  private void fire(String request, Requester by, String code, Instant at) {
    events.fireAsync(AuditedRequest.refused(request, by, code, at));
  }

  /** A stranger has no identity, or one without a name. */
  private static Requester sender(RoutingContext context) {
    SecurityIdentity known =
        context.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null;
    return known == null || known.isAnonymous()
        ? RequestSender.of("anonymous", List.of(), context)
        : RequestSender.of(known, context);
  }
}
