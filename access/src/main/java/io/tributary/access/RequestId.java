package io.tributary.access;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives every request an id, by which it is found in logs and in the history: its own {@code
 * X-Request-Id} where that is well-formed, else a new one. The answer has it too.
 */
@ApplicationScoped
public class RequestId {
  static final String HEADER = "X-Request-Id";

  /** Before everything that may answer. */
  private static final int FIRST = -30_000;

  private static final String KEY = "tributary.request-id";
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

  void install(@Observes Router router) {
    router.route().order(FIRST).handler(RequestId::give);
  }

  /** The id of a request. */
  static String of(RoutingContext context) {
    String id = context.get(KEY);
    return id == null ? "-" : id;
  }

  private static void give(RoutingContext context) {
    String sent = context.request().getHeader(HEADER);
    String id =
        sent != null && WELL_FORMED.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    context.put(KEY, id);
    context.response().putHeader(HEADER, id);
    context.next();
  }
}
