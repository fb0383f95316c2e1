package io.tributary.common.error;

import java.util.Map;

/**
 * An error as it travels: on topics, in API answers, in the state of a migration.
 *
 * @param code the stable code
 * @param type whose fault it is
 * @param retryable whether trying again makes sense
 * @param message what happened, to which source, table or key, and what to do next; never a secret
 * @param fields the same facts for machines, such as {@code source}, {@code table}, {@code key}
 */
public record ErrorReport(
    String code, ErrorType type, boolean retryable, String message, Map<String, String> fields) {
  /** Field with the message without values of rows, where the message may have some. */
  public static final String SAID = "said";

  public ErrorReport {
    message = Sentences.tidy(message);
    fields = fields == null ? Map.of() : Map.copyOf(fields);
  }

  /** The same with a sentence more. */
  public ErrorReport and(String sentence) {
    return new ErrorReport(code, type, retryable, message + " " + sentence, fields);
  }

  /** Builds a report from a code. */
  public static ErrorReport of(ErrorCode code, String message, Map<String, String> fields) {
    return new ErrorReport(code.code(), code.type(), code.retryable(), message, fields);
  }
}
