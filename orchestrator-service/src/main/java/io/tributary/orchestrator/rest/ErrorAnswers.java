package io.tributary.orchestrator.rest;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.file.MigrationFileException;
import io.tributary.orchestrator.loop.OrderError;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception of the API into an answer of the type application/problem+json. */
public final class ErrorAnswers {
  private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);
  private static final int RETRY_SECONDS = 2;

  /** A migration file that is refused. */
  @ServerExceptionMapper
  public Response invalidFile(MigrationFileException e, UriInfo uri) {
    return ProblemResponses.invalidFile(e, uri.getPath());
  }

  /** Any other error with a code. */
  @ServerExceptionMapper
  public Response known(TributaryException e, UriInfo uri) {
    Response answer = ProblemResponses.of(e, uri.getPath());
    return e.code() == OrderError.BUSY
        ? Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build()
        : answer;
  }

  /** Unknown paths, methods, media types, parameters. */
  @ServerExceptionMapper
  public Response http(WebApplicationException e, UriInfo uri) {
    int status = e.getResponse().getStatus();
    String detail =
        switch (status) {
          case 404 -> "There is nothing at this path. The API is described at /q/openapi.";
          case 405 -> "This path does not take this method. The API is described at /q/openapi.";
          case 406 -> "Answers are application/json; accept it.";
          case 413 -> "The body is too large.";
          case 415 -> "Send the migration file as application/yaml or text/yaml.";
          default -> String.valueOf(e.getMessage());
        };
    return ProblemResponses.http(status, "TRB-HTTP-" + status, detail, uri.getPath());
  }

  /** An exception without a code is a defect; the log has its stack. */
  @ServerExceptionMapper
  public Response unexpected(RuntimeException e, UriInfo uri) {
    LOG.errorf(e, "request failed path=%s", uri.getPath());
    return ProblemResponses.http(
        OrderError.UNEXPECTED.httpStatus(),
        OrderError.UNEXPECTED.code(),
        "Something failed that should not; the service's log has the cause.",
        uri.getPath());
  }
}
