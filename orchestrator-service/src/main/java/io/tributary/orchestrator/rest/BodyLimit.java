package io.tributary.orchestrator.rest;

import io.tributary.orchestrator.rest.body.BodyText;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers announced bodies beyond the limit with a problem before a byte of them is read. */
@ApplicationScoped
public class BodyLimit {
  /** Before the server's own limit, whose answer has no body. */
  private static final int FIRST = -10_000;

  private static final int TOO_LARGE = 413;

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(BodyLimit::check);
  }

  private static void check(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || !tooLarge(length)) {
      context.next();
      return;
    }
    String problem =
        "{\"type\":\"urn:tributary:TRB-HTTP-413\",\"title\":\"Request Entity Too Large\","
            + "\"status\":413,\"detail\":\"The body is too large; at most "
            + BodyText.MAX_BYTES
            + " bytes are read.\",\"code\":\"TRB-HTTP-413\",\"retryable\":false}";
    context
        .response()
        .setStatusCode(TOO_LARGE)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(problem);
  }

  private static boolean tooLarge(String length) {
    try {
      return Long.parseLong(length.trim()) > BodyText.MAX_BYTES;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
