package io.tributary.mapping.text;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as people and SQL write them: no blanks, no hex, no NaN. */
public final class NumberText {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,6})?");

  /** PostgreSQL's numeric has at most this many digits before the point, and 16383 after it. */
  private static final int MOST_DIGITS = 131_072;

  private static final int MOST_SCALE = 16_383;

  /** Longer ones are beyond numeric, and reading them takes time that grows with the square. */
  private static final int LONGEST = MOST_DIGITS + MOST_SCALE + 16;

  private NumberText() {}

  /** The number that the text spells; empty when it spells none, or one beyond all types. */
  public static Optional<BigDecimal> read(String text) {
    return text.length() <= LONGEST && DECIMAL.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** Whether numeric can hold it; also keeps its plain form from filling the memory. */
  public static boolean fits(BigDecimal number) {
    return number.precision() - (long) number.scale() <= MOST_DIGITS
        && number.scale() <= MOST_SCALE;
  }
}
