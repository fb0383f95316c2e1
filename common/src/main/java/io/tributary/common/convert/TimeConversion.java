package io.tributary.common.convert;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Pattern;

/** Times of day, with seconds and fraction or without. */
public record TimeConversion() implements Conversion {
  private static final Pattern CLOCK = Pattern.compile("\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?");

  @Override
  public String name() {
    return "time";
  }

  @Override
  public String targetType() {
    return "time";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.lossy(
        "The time of day is kept; whether its zero seconds were written is lost.");
  }

  @Override
  public Outcome text(String value) {
    if (!CLOCK.matcher(value).matches()) {
      return Outcome.rejected(Reason.NOT_A_TIME, value, "is no time of day");
    }
    try {
      LocalTime time = LocalTime.parse(value);
      return time.getNano() % 1000 == 0
          ? Outcome.converted(TimeLiteral.time(time))
          : Outcome.rejected(Reason.TOO_MANY_DIGITS, value, "has a finer fraction than time");
    } catch (DateTimeException e) {
      return Outcome.rejected(Reason.NO_SUCH_TIME, value, "does not exist: " + e.getMessage());
    }
  }
}
