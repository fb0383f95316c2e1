package io.tributary.validator.rest;

import io.tributary.common.error.TributaryException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers errors as {@code application/problem+json}. */
public class ProblemMapper {

  /** The answer to a question that the validator refuses. */
  @ServerExceptionMapper
  public Response map(TributaryException e) {
    int status = e.code().httpStatus();
    return Response.status(status)
        .type("application/problem+json")
        .entity(ProblemDetails.of(e.report(), status))
        .build();
  }
}
