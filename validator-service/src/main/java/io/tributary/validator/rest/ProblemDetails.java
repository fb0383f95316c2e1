package io.tributary.validator.rest;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ProblemType;
import java.util.Map;

/**
 * A problem as RFC 9457 describes it.
 *
 * @param type a URI that names the error's code
 * @param title the code
 * @param status the HTTP status
 * @param detail what happened and what to do next
 * @param code the stable code
 * @param fields the same facts for machines
 */
public record ProblemDetails(
    String type, String title, int status, String detail, String code, Map<String, String> fields) {

  /** The problem for an error. */
  static ProblemDetails of(ErrorReport error, int status) {
    return new ProblemDetails(
        ProblemType.of(error.code()),
        error.code(),
        status,
        error.message(),
        error.code(),
        error.fields());
  }
}
