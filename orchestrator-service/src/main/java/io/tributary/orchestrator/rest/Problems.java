package io.tributary.orchestrator.rest;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.FileProblem;
import io.tributary.orchestrator.gate.Finding;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns errors into problem answers, in one place. */
final class Problems {
  private static final Map<String, Integer> STATUS =
      Map.of(
          "TRB-MIGRATION-UNKNOWN", 404,
          "TRB-SOURCE-UNKNOWN", 404,
          "TRB-DEAD-LETTER-UNKNOWN", 404,
          "TRB-STATE-CONFLICT", 409,
          "TRB-STATE-LOST", 409,
          "TRB-CUTOVER-GATE-CLOSED", 409);
  private static final Set<String> CONFLICTS =
      Set.of(
          "TRB-MIGRATION-EXISTS",
          "TRB-MIGRATION-NOT-DELETABLE",
          "TRB-ORDER-ILLEGAL",
          "TRB-CUTOVER-RUNNING");

  private Problems() {}

  static Response of(ErrorReport error, String path) {
    return of(error, path, List.of(), List.of());
  }

  static Response refused(ErrorReport error, String path, List<Finding> findings) {
    return of(error, path, findings, List.of());
  }

  static Response invalidFile(ErrorReport error, String path, List<FileProblem> problems) {
    return of(error, path, List.of(), problems);
  }

  /** An error of HTTP itself, such as an unknown path or media type. */
  static Response http(int status, String code, String detail, String path) {
    return answer(status, code, detail, path, false, Map.of(), List.of(), List.of());
  }

  private static Response of(
      ErrorReport error, String path, List<Finding> findings, List<FileProblem> problems) {
    return answer(
        status(error),
        error.code(),
        error.message(),
        path,
        error.retryable(),
        error.fields(),
        findings,
        problems);
  }

  private static int status(ErrorReport error) {
    if (CONFLICTS.contains(error.code())) {
      return 409;
    }
    Integer known = STATUS.get(error.code());
    if (known != null) {
      return known;
    }
    return switch (error.type()) {
      case USER -> 422;
      case EXTERNAL, RESOURCE -> 503;
      case INTERNAL -> 500;
    };
  }

  private static Response answer(
      int status,
      String code,
      String detail,
      String path,
      boolean retryable,
      Map<String, String> fields,
      List<Finding> findings,
      List<FileProblem> problems) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title =
        status == 422 ? "Unprocessable Content" : known == null ? "Error" : known.getReasonPhrase();
    return Response.status(status)
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem(
                "urn:tributary:" + code,
                title,
                status,
                detail,
                path,
                code,
                retryable,
                fields,
                findings,
                problems))
        .build();
  }
}
