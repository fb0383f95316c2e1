package io.tributary.mapping.text;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as a text spells it.
 *
 * @param local date and time of day as written
 * @param offset from UTC as written; null when nothing is written
 * @param shape how it is written
 */
public record TimeText(LocalDateTime local, @Nullable ZoneOffset offset, Shape shape) {

  /** The spellings that zone rules tell apart. */
  public enum Shape {
    /** {@code YYYY-MM-DD HH:MM:SS} and nothing else, as CURRENT_TIMESTAMP of SQLite writes it. */
    CURRENT_TIMESTAMP,
    /** A date alone. */
    DATE,
    /** Any other. */
    OTHER
  }

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)"
              + "(?:(?<mark>[Tt ])(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?)?"
              + " ?(?<zone>[Zz]|UTC|[+-]\\d\\d(?::?\\d\\d)?)?)?");

  /**
   * Reads ISO 8601 with T or a blank, with or without seconds, fraction and offset, a date alone,
   * and RFC 822. Empty when the text is none of these.
   *
   * @throws DateTimeException when it is one of these and names a day or time that does not exist
   */
  public static Optional<TimeText> read(String text) {
    Matcher matcher = ISO.matcher(text);
    return matcher.matches() ? Optional.of(iso(matcher)) : mail(text);
  }

  private static TimeText iso(Matcher matcher) {
    String mark = matcher.group("mark");
    String fraction = matcher.group("fraction");
    int nanos =
        fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    LocalDateTime local =
        LocalDateTime.of(
            number(matcher, 1),
            number(matcher, 2),
            number(matcher, 3),
            number(matcher, 5),
            number(matcher, 6),
            number(matcher, 7),
            nanos);
    if (local.getYear() == 0) {
      throw new DateTimeException("there is no year 0");
    }
    String zone = matcher.group("zone");
    boolean current =
        " ".equals(mark) && matcher.group(7) != null && fraction == null && zone == null;
    Shape shape = mark == null ? Shape.DATE : current ? Shape.CURRENT_TIMESTAMP : Shape.OTHER;
    return new TimeText(local, zone == null ? null : offset(zone), shape);
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  private static ZoneOffset offset(String zone) {
    return zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone.toUpperCase(Locale.ROOT));
  }

  private static Optional<TimeText> mail(String text) {
    try {
      OffsetDateTime time =
          OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT));
      return Optional.of(new TimeText(time.toLocalDateTime(), time.getOffset(), Shape.OTHER));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
