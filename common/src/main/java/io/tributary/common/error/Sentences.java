package io.tributary.common.error;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts messages in order that are made of others' messages. Pure. */
public final class Sentences {
  /** Two full stops where a sentence ends; three are an ellipsis, and paths have them inside. */
  private static final Pattern STOPS = Pattern.compile("(?<![./])\\.(?:\\)\\.|\\.(?![./\\w]))");

  /** Where in a statement that nobody sees: PostgreSQL's driver puts it on a line of its own. */
  private static final Pattern POSITION =
      Pattern.compile("\\s*\\n\\s*(?:Position|Internal Position): \\d+");

  private Sentences() {}

  /** The message with one full stop where it has two, and without places in statements. */
  public static String tidy(String message) {
    String placed = POSITION.matcher(message).replaceAll("");
    return STOPS.matcher(placed).replaceAll(stop -> stop.group().contains(")") ? ")." : ".");
  }

  /** The text with a capital letter, as a sentence begins. */
  public static String beginning(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** What a failure of a driver or of the network says, on one line and without a full stop. */
  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "this machine knows no host of that name (" + onOneLine(cause.getMessage()) + ")";
      }
      if (cause instanceof SocketTimeoutException) {
        return "no answer came in time";
      }
      if (cause instanceof NoRouteToHostException) {
        return "there is no way to that host";
      }
      if (cause instanceof ConnectException && failure == cause) {
        return onOneLine(cause.getMessage());
      }
    }
    return onOneLine(failure.getMessage());
  }

  private static String onOneLine(@Nullable String message) {
    return tidy(String.valueOf(message))
        .strip()
        .replaceAll("\\s*\\n\\s*", ". ")
        .replaceAll("\\.+$", "");
  }
}
