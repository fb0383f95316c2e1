package io.tributary.validator.rest;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.ValidatorError;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers errors as {@code application/problem+json}. */
public class ProblemMapper {

  /** 404 for unknown names, 409 for the wrong moment, 500 for the rest. */
  @ServerExceptionMapper
  public Response map(TributaryException e) {
    int status = 500;
    if (e.report().code().equals(ValidatorError.UNKNOWN_NAME.code())) {
      status = 404;
    } else if (e.report().code().equals(ValidatorError.NOT_REPLICATING.code())) {
      status = 409;
    }
    return Response.status(status)
        .type("application/problem+json")
        .entity(Problem.of(e.report(), status))
        .build();
  }
}
