package io.tributary.cdc.schema.dump;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pg_restore says about the statement at which it stopped.
 *
 * @param object the object, as {@code TABLE public t}; empty when pg_restore named none
 * @param message the server's message
 */
public record RestoreFailure(String object, String message) {
  private static final Pattern ENTRY = Pattern.compile("from TOC entry \\d+; \\d+ \\d+ (.*)");
  private static final Pattern ERROR =
      Pattern.compile("^pg_restore: (?:error|fatal): (.*)", Pattern.MULTILINE);

  /** Reads what pg_restore printed with {@code --verbose}, without which it names no object. */
  public static RestoreFailure parse(String errors) {
    Matcher error = ERROR.matcher(errors);
    if (!error.find()) {
      return new RestoreFailure("", errors.strip());
    }
    // Several may run at once: the entry is named right before its error.
    Matcher entry = ENTRY.matcher(errors.substring(0, error.start()));
    String object = "";
    while (entry.find()) {
      object = entry.group(1);
    }
    return new RestoreFailure(object, error.group(1));
  }

  /** What to do next. */
  public String advice() {
    return message.contains("\"pg_attver\"")
        ? "pg_dump is older than the source's server and takes a mark that this server keeps of its"
            + " columns for an option: update the package postgresql-client to a minor release that"
            + " is not older than the source's, and try again."
        : "Mend it at the source, or exclude the table, and try again.";
  }

  String display() {
    return object.isEmpty() ? message : object + ": " + message;
  }
}
