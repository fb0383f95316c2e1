package io.tributary.mapping.conversion;

import io.tributary.common.conversion.DigitRounding;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.TimeLiteral;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * Times of day, with seconds and fraction or without.
 *
 * @param digits digits of the second's fraction that the target keeps, 0 to 6
 * @param rounding what becomes of further digits
 */
public record TimeConversion(int digits, DigitRounding rounding) implements Conversion {
  private static final String MIDNIGHT_BEHIND = "24:00:00";
  private static final Pattern CLOCK = Pattern.compile("\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?");

  /** As many digits as PostgreSQL keeps, and no further ones. */
  public TimeConversion() {
    this(TimestampConversion.MOST_DIGITS, DigitRounding.REJECT);
  }

  @Override
  public String name() {
    return "time";
  }

  @Override
  public String targetType() {
    return digits == TimestampConversion.MOST_DIGITS ? "time" : "time(" + digits + ")";
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.lossy(
        "The time of day is kept; whether its zero seconds were written is lost."
            + RoundedDigits.loss(rounding, targetType()));
  }

  @Override
  public ConversionOutcome text(String value) {
    if (!CLOCK.matcher(value).matches()) {
      return ConversionOutcome.rejected(QuarantineReason.NOT_A_TIME, value, "is no time of day");
    }
    try {
      LocalTime time = LocalTime.parse(value);
      return RoundedDigits.nanos(rounding, time.toNanoOfDay(), digits)
          .map(nanos -> ConversionOutcome.converted(literal(nanos)))
          .orElseGet(
              () ->
                  ConversionOutcome.rejected(
                      QuarantineReason.TOO_MANY_DIGITS,
                      value,
                      "has a finer fraction than " + targetType() + RoundedDigits.advice()));
    } catch (DateTimeException e) {
      return ConversionOutcome.rejected(
          QuarantineReason.NO_SUCH_TIME, value, "does not exist: " + e.getMessage());
    }
  }

  /** What rounds up to the end of the day stays at its end, as PostgreSQL itself has it. */
  private static String literal(long nanos) {
    return nanos > LocalTime.MAX.toNanoOfDay()
        ? MIDNIGHT_BEHIND
        : TimeLiteral.time(LocalTime.ofNanoOfDay(nanos));
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    if (literal.startsWith(MIDNIGHT_BEHIND)) {
      return ReturnOutcome.refused(
          QuarantineReason.NO_SUCH_TIME, literal, "is the end of a day, which is no time of it");
    }
    if (!CLOCK.matcher(literal).matches()) {
      return ReturnOutcome.refused(QuarantineReason.NOT_A_TIME, literal, "is no time of day");
    }
    boolean withoutSeconds = example.textBefore().length() == "00:00".length();
    return ReturnOutcome.stored(
        withoutSeconds && literal.endsWith(":00") && literal.length() == "00:00:00".length()
            ? literal.substring(0, "00:00".length())
            : literal);
  }
}
