package io.tributary.common.convert;

import java.time.DateTimeException;
import java.time.LocalTime;

/** Dates: ISO 8601, also with a time of day as long as that is midnight and without an offset. */
public record DateConversion() implements Conversion {

  @Override
  public String name() {
    return "date";
  }

  @Override
  public String targetType() {
    return "date";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.lossy("The day is kept; a midnight that was written with it is lost.");
  }

  @Override
  public Outcome text(String value) {
    if (value.isEmpty()) {
      return Outcome.rejected(Reason.EMPTY, value, "is empty, which is no date");
    }
    try {
      return Moment.read(value)
          .map(moment -> day(value, moment))
          .orElseGet(() -> Outcome.rejected(Reason.NOT_A_TIME, value, "is no date"));
    } catch (DateTimeException e) {
      return Outcome.rejected(Reason.NO_SUCH_TIME, value, "does not exist: " + e.getMessage());
    }
  }

  private static Outcome day(String value, Moment moment) {
    return moment.offset() == null && moment.local().toLocalTime().equals(LocalTime.MIDNIGHT)
        ? Outcome.converted(TimeLiteral.date(moment.local().toLocalDate()))
        : Outcome.rejected(Reason.LOSES_TIME, value, "has a time of day, which a date cannot hold");
  }
}
