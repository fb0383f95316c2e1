package io.tributary.access;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Keeps each message of the log in its line. Names of tables, and what a request says, come from
 * people who may put line breaks and whole forged lines into them; those are spelled out.
 */
@LoggingFilter(name = "one-line")
public final class OneLineFilter implements Filter {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record instanceof ExtLogRecord extended) {
      String text = extended.getFormattedMessage();
      if (text != null && CONTROL.matcher(text).find()) {
        extended.setMessage(spelledOut(text), ExtLogRecord.FormatStyle.NO_FORMAT);
      }
    }
    return true;
  }

  static String spelledOut(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group()) {
                      case "\n" -> "\\n";
                      case "\r" -> "\\r";
                      case "\t" -> "\\t";
                      default -> "\\u%04x".formatted((int) found.group().charAt(0));
                    }));
  }
}
