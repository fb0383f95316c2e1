package io.tributary.access;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers requests that reach no resource with {@code application/problem+json} (RFC 9457). */
final class ProblemAnswer {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final String CODE = "tributary.refusal";

  private ProblemAnswer() {}

  /**
   * Ends the response.
   *
   * @param detail what is refused, and what to do
   */
  static void end(RoutingContext context, ErrorCode error, String title, String detail) {
    context.put(CODE, error.code());
    context
        .response()
        .setStatusCode(error.httpStatus())
        .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
        .end(body(error, title, detail, context.normalizedPath()));
  }

  /** Why a request was refused with 401 or 403; resources refuse by roles alone. */
  static String code(RoutingContext context, int status) {
    AccessError usual =
        status == AccessError.TOKEN_MISSING.httpStatus()
            ? AccessError.TOKEN_MISSING
            : AccessError.ROLE_MISSING;
    String code = context.get(CODE);
    return code == null ? usual.code() : code;
  }

  /**
   * The problem in JSON.
   *
   * @param instance the path that was asked for
   */
  static String body(ErrorCode error, String title, String detail, String instance) {
    return new JsonObject()
        .put("type", ProblemType.of(error.code()))
        .put("title", title)
        .put("status", error.httpStatus())
        .put("detail", detail)
        .put("instance", instance)
        .put("code", error.code())
        .put("retryable", error.retryable())
        .encode();
  }
}
