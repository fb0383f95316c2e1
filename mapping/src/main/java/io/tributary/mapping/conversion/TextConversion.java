package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.ShortestReal;

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
  public ConversionFidelity fidelity() {
    return ConversionFidelity.exact("Text stays as it is.");
  }

  @Override
  public ConversionOutcome whole(long value) {
    return text(Long.toString(value));
  }

  @Override
  public ConversionOutcome real(double value) {
    return text(ShortestReal.text(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    if (value.indexOf('\0') >= 0) {
      return ConversionOutcome.rejected(
          QuarantineReason.NUL_CHARACTER,
          value,
          "holds a zero character, which PostgreSQL cannot store");
    }
    if (length > 0 && value.length() > length) {
      int points = value.codePointCount(0, value.length());
      if (points > length) {
        return ConversionOutcome.rejected(
            QuarantineReason.TOO_LONG,
            value,
            "has " + points + " characters, " + length + " are allowed");
      }
    }
    return hasHalfPair(value)
        ? ConversionOutcome.rejected(
            QuarantineReason.NOT_UNICODE, value, "holds half of a surrogate pair")
        : ConversionOutcome.converted(value);
  }

  private static boolean hasHalfPair(String value) {
    for (int i = 0; i < value.length(); i++) {
      char at = value.charAt(i);
      if (Character.isSurrogate(at)) {
        boolean pair =
            Character.isHighSurrogate(at)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!pair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    SourceValue before = example.before();
    if (before instanceof SourceValue.Whole || before instanceof SourceValue.Real) {
      // A number that was read as text stays a number while it is spelled like one.
      ReturnOutcome number = NumberReturn.exact(literal, example, ShortestReal::decimal);
      if (number instanceof ReturnOutcome.Stored stored && spells(stored.value(), literal)) {
        return number;
      }
    }
    return spells(example.stored(literal), literal)
        ? ReturnOutcome.stored(literal)
        : ReturnOutcome.refused(
            QuarantineReason.INEXACT,
            literal,
            "would be stored as a number, as the column is numeric, and printed otherwise");
  }

  private boolean spells(SourceValue stored, String literal) {
    return convert(stored).equals(ConversionOutcome.converted(literal));
  }
}
