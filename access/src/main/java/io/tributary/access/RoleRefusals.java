package io.tributary.access;

import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests that a token's roles do not allow, at resources and at other paths. */
@ApplicationScoped
public class RoleRefusals {
  private static final int FIRST = -19_000;
  private static final String TITLE = "Forbidden";
  private static final String DETAIL =
      "The roles of this token do not allow the request: viewer may read, operator may give orders,"
          + " author may create, change and delete migrations.";

  void install(@Observes Router router) {
    router.route().order(FIRST).failureHandler(RoleRefusals::answer);
  }

  /** The answer where a resource asks for another role. */
  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e, UriInfo uri) {
    return Response.status(AccessError.ROLE_MISSING.httpStatus())
        .type(ProblemAnswer.MEDIA_TYPE)
        .entity(ProblemAnswer.body(AccessError.ROLE_MISSING, TITLE, DETAIL, uri.getPath()))
        .build();
  }

  private static void answer(RoutingContext context) {
    if (context.failure() instanceof ForbiddenException && !context.response().ended()) {
      ProblemAnswer.end(context, AccessError.ROLE_MISSING, TITLE, DETAIL);
    } else {
      context.next();
    }
  }
}
