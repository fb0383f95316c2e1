package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stack trace of a failed task means: an error by name, and whether a restart may help.
 */
final class FailureTrace {
  private static final Pattern CODE =
      Pattern.compile("(TRB-(?:CAPTURE|SQLITE)-[A-Z0-9-]+):[ \\t]*(\\V*)");
  private static final Pattern CAUSE = Pattern.compile("(?m)^Caused by: (\\V*)");
  private static final int MAX_MESSAGE = 500;

  private FailureTrace() {}

  /**
   * The error; {@link ErrorReport#retryable} says whether the task is to be restarted.
   *
   * @param passing which named errors pass by themselves or once somebody mends the source
   */
  static ErrorReport error(StreamId id, String trace, Predicate<String> passing) {
    Map<String, String> fields = Map.of("migration", id.migration(), "source", id.source());
    Matcher named = CODE.matcher(trace);
    if (named.find()) {
      String message = "Capture of source " + id.source() + ": " + shortened(named.group(2));
      return new ErrorReport(
          named.group(1), ErrorType.EXTERNAL, passing.test(named.group(1)), message, fields);
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
