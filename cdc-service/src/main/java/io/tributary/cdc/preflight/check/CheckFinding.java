package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.observed.PreflightCode;

/**
 * The outcome of a check, without the subject that it is about.
 *
 * @param result whether the migration can start
 * @param text what was found, in words
 * @param fix what to do; empty when passed
 */
public record CheckFinding(Result result, String text, String fix) {

  /** Nothing to mend. */
  public static CheckFinding passed(String text) {
    return new CheckFinding(Result.PASSED, text, "");
  }

  /** The migration can start, and the operator should know. */
  public static CheckFinding warning(String text, String fix) {
    return new CheckFinding(Result.WARNING, text, fix);
  }

  /** The migration cannot start. */
  public static CheckFinding failed(String text, String fix) {
    return new CheckFinding(Result.FAILED, text, fix);
  }

  /** As a check of a subject. */
  public PreflightCheck under(PreflightCode code, String subject) {
    return switch (result) {
      case PASSED -> code.passed(subject, text);
      case WARNING -> code.warning(subject, text, fix);
      case FAILED -> code.failed(subject, text, fix);
    };
  }
}
