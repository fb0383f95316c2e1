package io.tributary.common.convert;

/**
 * Text, and numbers as their text. A BLOB is never read as text.
 *
 * @param length the most characters that the target takes; 0 for no limit
 */
public record TextConversion(int length) implements Conversion {

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String targetType() {
    return length == 0 ? "text" : "varchar(" + length + ")";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.exact("Text stays as it is.");
  }

  @Override
  public Outcome whole(long value) {
    return text(Long.toString(value));
  }

  @Override
  public Outcome real(double value) {
    return text(ShortestReal.text(value));
  }

  @Override
  public Outcome text(String value) {
    if (value.indexOf('\0') >= 0) {
      return Outcome.rejected(
          Reason.NUL_CHARACTER, value, "holds a zero character, which PostgreSQL cannot store");
    }
    int points = value.codePointCount(0, value.length());
    if (length > 0 && points > length) {
      return Outcome.rejected(
          Reason.TOO_LONG, value, "has " + points + " characters, " + length + " are allowed");
    }
    return value.codePoints().anyMatch(TextConversion::halfPair)
        ? Outcome.rejected(Reason.NOT_UNICODE, value, "holds half of a surrogate pair")
        : Outcome.converted(value);
  }

  private static boolean halfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
