package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stack trace of a failed task means: an error by name, and whether a restart may help.
 */
final class FailureTrace {
  private static final Pattern CODE = Pattern.compile("(TRB(?:-[A-Z0-9]+){2,}):[ \\t]*(\\V*)");
  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (\\V*)");
  private static final int MAX_MESSAGE = 500;

  private FailureTrace() {}

  /**
   * The error; {@link ErrorReport#retryable} says whether the task is to be restarted.
   *
   * @param known what is known of the errors that the source's connector names; one that nobody
   *     here knows, such as that of a newer connector, is not tried again
   */
  static ErrorReport error(
      StreamId id, String trace, Function<String, Optional<? extends ErrorCode>> known) {
    Map<String, String> fields = Map.of("migration", id.migration(), "source", id.source());
    Matcher named = CODE.matcher(trace);
    if (named.find()) {
      String message = "Capture of source " + id.source() + ": " + shortened(named.group(2));
      String code = named.group(1);
      return known
          .apply(code)
          .map(error -> ErrorReport.of(error, message, fields))
          .orElseGet(() -> new ErrorReport(code, ErrorType.EXTERNAL, false, message, fields));
    }
    return ErrorReport.of(
        CaptureError.TASK_FAILED,
        "The connector of source %s failed and is restarted: %s The log of Kafka Connect has the whole trace."
            .formatted(id.source(), shortened(rootCause(trace))),
        fields);
  }

  private static String rootCause(String trace) {
    String root = trace.lines().findFirst().orElse("no reason given.");
    Matcher cause = CAUSE.matcher(trace);
    while (cause.find()) {
      root = cause.group(1);
    }
    return root;
  }

  private static String shortened(String text) {
    String flat = text.strip();
    return flat.length() <= MAX_MESSAGE ? flat : flat.substring(0, MAX_MESSAGE) + " …";
  }
}
