package io.tributary.common.error;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PostgreSQL server says of a failure. Pure but for {@link RowValues#shown()}.
 *
 * @param sqlState the five characters; null without them
 * @param message what it says
 * @param context in which calls it happened, as the server's field of that name; null where none is
 *     known
 */
public record ServerAnswer(@Nullable String sqlState, String message, @Nullable String context) {
  /** Values that are none of their type's: the message itself quotes them. */
  private static final String DATA_EXCEPTION = "22";

  /** The class of RAISE and ASSERT, where the function names no other. */
  private static final String RAISED = "P0";

  private static final Pattern QUOTED = Pattern.compile("\".*\"", Pattern.DOTALL);

  /**
   * Functions of whatever language and text run by them, in every language that servers speak. What
   * COPY tells of the line that it was at is not meant: no function wrote the message.
   */
  private static final Pattern FUNCTION =
      Pattern.compile("^(?!COPY ).*(?:\\bPL/|\\bSQL\\b|\\bLINE \\d)", Pattern.MULTILINE);

  /** Functions of Tributary's own schemas: their texts quote no row. */
  private static final Pattern OWN =
      Pattern.compile(
          "^PL/pgSQL \\S+ tributary(?:_fence)?\\.[^\\n]*(?:\\nCOPY .*)?$", Pattern.DOTALL);

  /** Name and line of a function, which hold no value. */
  private static final Pattern PLACE = Pattern.compile("^PL/[^\\n]*$", Pattern.MULTILINE);

  /**
   * Whether a function of an application may have written the message: with whatever text, values
   * of rows among it, and whatever SQLSTATE.
   */
  public boolean raised() {
    return (sqlState != null && sqlState.startsWith(RAISED))
        || (context != null && FUNCTION.matcher(context).find() && !OWN.matcher(context).matches());
  }

  /** The message without values of rows, unless they may be shown. */
  public String shown() {
    if (RowValues.shown()) {
      return message;
    }
    if (raised()) {
      return "an error of a function, its text " + RowValues.HIDDEN + place();
    }
    return sqlState != null && sqlState.startsWith(DATA_EXCEPTION)
        ? QUOTED.matcher(message).replaceAll("…")
        : message;
  }

  private String place() {
    Matcher place = PLACE.matcher(context == null ? "" : context);
    return place.find() ? " (" + place.group() + ")" : "";
  }
}
