package io.tributary.common.error;

import java.util.Map;

/**
 * The one exception of Tributary: it carries an {@link ErrorReport}, and its message is the
 * report's.
 */
public class TributaryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorReport report;

  /** An error without further facts. */
  public TributaryException(ErrorCode code, String message) {
    this(code, message, Map.of(), null);
  }

  /** An error with facts for machines. */
  public TributaryException(ErrorCode code, String message, Map<String, String> fields) {
    this(code, message, fields, null);
  }

  /** An error with facts and the exception that caused it. */
  public TributaryException(
      ErrorCode code, String message, Map<String, String> fields, Throwable cause) {
    super(message, cause);
    this.report = ErrorReport.of(code, message, fields);
  }

  /** What happened, as it travels. */
  public ErrorReport report() {
    return report;
  }
}
