package io.tributary.common.observed;

import io.tributary.common.error.Sentences;

/**
 * One check of the preflight.
 *
 * @param code stable, such as {@code TRB-PREFLIGHT-WAL-LEVEL}
 * @param subject source's name or {@code target}
 * @param result passed or not
 * @param finding what was found, in words
 * @param fix what to do, in words and where possible as the statement to run; empty when passed
 */
public record PreflightCheck(
    String code, String subject, Result result, String finding, String fix) {

  public PreflightCheck {
    finding = Sentences.tidy(finding);
    fix = Sentences.tidy(fix);
  }

  /** The outcome of a check. */
  public enum Result {
    /** Good. */
    PASSED,
    /** Works, but the operator should know. */
    WARNING,
    /** The migration cannot start. */
    FAILED
  }
}
