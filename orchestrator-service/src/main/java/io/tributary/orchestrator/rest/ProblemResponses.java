package io.tributary.orchestrator.rest;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ProblemType;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.file.FileProblem;
import io.tributary.common.plan.file.MigrationFileException;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.OrderReply;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/** Turns errors into problem answers, in one place. */
final class ProblemResponses {
  private ProblemResponses() {}

  static Response of(TributaryException e, String path) {
    return of(e.code(), e.report(), path, List.of(), List.of());
  }

  static Response refused(OrderReply.Refused refused, String path) {
    return of(refused.code(), refused.error(), path, refused.findings(), List.of());
  }

  static Response invalidFile(MigrationFileException e, String path) {
    return of(e.code(), e.report(), path, List.of(), e.problems());
  }

  /** An error of HTTP itself, such as an unknown path or media type. */
  static Response http(int status, String code, String detail, String path) {
    return answer(status, code, detail, path, false, Map.of(), List.of(), List.of());
  }

  private static Response of(
      ErrorCode code,
      ErrorReport error,
      String path,
      List<GateFinding> findings,
      List<FileProblem> problems) {
    return answer(
        code.httpStatus(),
        error.code(),
        error.message(),
        path,
        error.retryable(),
        error.fields(),
        findings,
        problems);
  }

  private static Response answer(
      int status,
      String code,
      String detail,
      String path,
      boolean retryable,
      Map<String, String> fields,
      List<GateFinding> findings,
      List<FileProblem> problems) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title =
        status == 422 ? "Unprocessable Content" : known == null ? "Error" : known.getReasonPhrase();
    return Response.status(status)
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem(
                ProblemType.of(code),
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
