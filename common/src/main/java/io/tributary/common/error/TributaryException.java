package io.tributary.common.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of Tributary: it carries an {@link ErrorReport}, and its message is the
 * report's.
 */
public class TributaryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorCode code;
  private final transient ErrorReport report;

  /** An error without further facts. */
  public TributaryException(ErrorCode code, String message) {
    this(code, message, Map.of(), null);
  }

  /** An error with facts for machines. */
  public TributaryException(ErrorCode code, String message, Map<String, String> fields) {
    this(code, message, fields, null);
  }

  /**
   * An error with facts and the exception that caused it, which goes on as {@link RowValues#cause}
   * has it.
   */
  public TributaryException(
      ErrorCode code, String message, Map<String, String> fields, @Nullable Throwable cause) {
    super(Sentences.tidy(message), RowValues.cause(cause));
    this.code = code;
    this.report = ErrorReport.of(code, message, fields);
  }

  @Override
  public String getMessage() {
    return report.message();
  }

  /** Which error it is, with all that is known of it. */
  public ErrorCode code() {
    return code;
  }

  /** What happened, as it travels. */
  public ErrorReport report() {
    return report;
  }
}
