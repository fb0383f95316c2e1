package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.TimeLiteral;
import io.tributary.mapping.text.TimeText;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Pattern;

/** Dates: ISO 8601, also with a time of day as long as that is midnight and without an offset. */
public record DateConversion() implements Conversion {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  @Override
  public String name() {
    return "date";
  }

  @Override
  public String targetType() {
    return "date";
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.lossy(
        "The day is kept; a midnight that was written with it is lost.");
  }

  @Override
  public ConversionOutcome text(String value) {
    if (value.isEmpty()) {
      return ConversionOutcome.rejected(
          QuarantineReason.EMPTY, value, "is empty, which is no date");
    }
    try {
      return TimeText.read(value)
          .map(moment -> day(value, moment))
          .orElseGet(
              () -> ConversionOutcome.rejected(QuarantineReason.NOT_A_TIME, value, "is no date"));
    } catch (DateTimeException e) {
      return ConversionOutcome.rejected(
          QuarantineReason.NO_SUCH_TIME, value, "does not exist: " + e.getMessage());
    }
  }

  private static ConversionOutcome day(String value, TimeText moment) {
    return moment.offset() == null && moment.local().toLocalTime().equals(LocalTime.MIDNIGHT)
        ? ConversionOutcome.converted(TimeLiteral.date(moment.local().toLocalDate()))
        : ConversionOutcome.rejected(
            QuarantineReason.LOSES_TIME, value, "has a time of day, which a date cannot hold");
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    if (!DAY.matcher(literal).matches()) {
      return ReturnOutcome.refused(
          QuarantineReason.OUT_OF_RANGE, literal, "is no day of the years 1 to 9999");
    }
    // A midnight that was written with the day that it replaces stays with it.
    String before = example.textBefore();
    String behind = DAY.matcher(before).lookingAt() ? before.substring(literal.length()) : "";
    return ReturnOutcome.stored(literal + behind);
  }
}
