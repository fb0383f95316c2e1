package io.tributary.common.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.SQLException;
import java.util.Locale;
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
   * What may stand as the cause of an exception, whose stack is logged with all of its causes: in
   * place of exceptions of JDBC drivers and of readers of JSON, which quote what they refuse, their
   * kind and stack without their message.
   */
  public static @Nullable Throwable cause(@Nullable Throwable cause) {
    if (shown()) {
      return cause;
    }
    if (cause instanceof SQLException failure) {
      return new QuietFailure(
          "SQLSTATE %s, code %d".formatted(failure.getSQLState(), failure.getErrorCode()), failure);
    }
    return cause instanceof JsonProcessingException failure
        ? new QuietFailure(failure.getLocation().offsetDescription(), failure)
        : cause;
  }

  /** A failure as it may be logged. */
  private static final class QuietFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String kind;

    QuietFailure(String facts, Exception failure) {
      super(facts + ", message " + HIDDEN, RowValues.cause(failure.getCause()));
      this.kind = failure.getClass().getName();
      setStackTrace(failure.getStackTrace());
    }

    @Override
    public String toString() {
      return kind + ": " + getMessage();
    }
  }
}
