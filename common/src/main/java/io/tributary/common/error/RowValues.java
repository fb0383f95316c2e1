package io.tributary.common.error;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether messages may hold values of rows. They go into logs, topics and answers, which more
 * people read than the databases; so they do only where the process is told so. Quarantine and dead
 * letters hold whole rows, and keep all that is known of these.
 */
public final class RowValues {
  /** A system property, or a variable of the environment in upper case with underscores. */
  public static final String SETTING = "tributary.errors.row-values";

  /** What stands in place of a value. */
  public static final String HIDDEN = "hidden by " + SETTING;

  /** Values that are none of their type's: the message itself quotes them. */
  private static final String DATA_EXCEPTION = "22";

  private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

  private RowValues() {}

  /** Whether values may be shown; no unless set to {@code true}. */
  public static boolean shown() {
    String variable = SETTING.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    return Boolean.parseBoolean(System.getProperty(SETTING, System.getenv(variable)));
  }

  /** The text, or what says that there is one. */
  public static String orHidden(String text) {
    return shown() ? text : HIDDEN;
  }

  /**
   * A server's message without the value that it quotes.
   *
   * @param sqlState of the failure, null without one
   */
  public static String without(@Nullable String sqlState, String message) {
    return sqlState == null || !sqlState.startsWith(DATA_EXCEPTION) || shown()
        ? message
        : QUOTED.matcher(message).replaceAll("…");
  }
}
