package io.tributary.mapping.text;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;

/** Dates and times as PostgreSQL reads them under any DateStyle. */
public final class TimeLiteral {
  private TimeLiteral() {}

  /** A date with a time of day, followed by the offset as it is written. */
  public static String timestamp(LocalDateTime time, String offset) {
    return date(time.toLocalDate(), "")
        + " "
        + time(time.toLocalTime())
        + offset
        + era(time.getYear());
  }

  /** A date; years before 1 are BC. */
  public static String date(LocalDate date) {
    return date(date, era(date.getYear()));
  }

  /** Microseconds, without trailing zeros. */
  public static String time(LocalTime time) {
    String clock =
        String.format(
            Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    if (time.getNano() == 0) {
      return clock;
    }
    String fraction = String.format(Locale.ROOT, "%06d", time.getNano() / 1000);
    return clock + "." + fraction.replaceAll("0+$", "");
  }

  private static String date(LocalDate date, String era) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d%s", year, date.getMonthValue(), date.getDayOfMonth(), era);
  }

  /** A year 0 comes from year 1 by a zone, and is 1 BC. */
  private static String era(int year) {
    return year > 0 ? "" : " BC";
  }
}
