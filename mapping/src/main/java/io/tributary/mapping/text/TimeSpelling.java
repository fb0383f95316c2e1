package io.tributary.mapping.text;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How an application writes points in time, learned from one of them. Pure and thread-safe.
 *
 * @param mark between date and time of day; empty for a date alone
 * @param seconds whether seconds are written when they are zero
 * @param digits of the second's fraction, at least; more where the time has more
 * @param zone behind it as written, with a blank before it if there is one; empty for none
 * @param offset what the zone means; null for none
 */
public record TimeSpelling(
    String mark, boolean seconds, int digits, String zone, @Nullable ZoneOffset offset) {
  /** As CURRENT_TIMESTAMP of SQLite writes it. */
  public static final TimeSpelling SQLITE = new TimeSpelling(" ", true, 0, "", null);

  /** ISO 8601 in UTC. */
  public static final TimeSpelling ISO_IN_UTC = new TimeSpelling("T", true, 0, "Z", ZoneOffset.UTC);

  /** ISO 8601 without an offset. */
  public static final TimeSpelling ISO = new TimeSpelling("T", true, 0, "", null);

  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d"
              + "(?:(?<mark>[Tt ])\\d\\d:\\d\\d(?<seconds>:\\d\\d(?:[.,](?<fraction>\\d{1,9}))?)?"
              + "(?<zone> ?(?:[Zz]|UTC|[+-]\\d\\d(?::?\\d\\d)?))?)?");

  private static final int NANO_DIGITS = 9;

  /** The spelling of a time; empty when it is none, or one that is not written again. */
  public static Optional<TimeSpelling> of(String time) {
    Matcher written = WRITTEN.matcher(time);
    if (!written.matches()) {
      return Optional.empty();
    }
    String mark = written.group("mark");
    String fraction = written.group("fraction");
    String zone = written.group("zone");
    try {
      return Optional.of(
          new TimeSpelling(
              mark == null ? "" : mark,
              written.group("seconds") != null,
              fraction == null ? 0 : fraction.length(),
              zone == null ? "" : zone,
              TimeText.read(time).map(TimeText::offset).orElse(null)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The shape of such times, by which zone rules tell them apart. */
  public TimeText.Shape shape() {
    if (mark.isEmpty()) {
      return TimeText.Shape.DATE;
    }
    boolean current = mark.equals(" ") && seconds && digits == 0 && zone.isEmpty();
    return current ? TimeText.Shape.CURRENT_TIMESTAMP : TimeText.Shape.OTHER;
  }

  /** Writes a time, at the offset of this spelling, without losing any of it. */
  public String write(LocalDateTime time) {
    String day = time.toLocalDate().toString();
    LocalTime clock = time.toLocalTime();
    if (mark.isEmpty() && clock.equals(LocalTime.MIDNIGHT)) {
      return day;
    }
    String pattern =
        seconds || clock.getSecond() != 0 || clock.getNano() != 0 ? "HH:mm:ss" : "HH:mm";
    return day
        + (mark.isEmpty() ? " " : mark)
        + clock.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT))
        + fraction(clock.getNano())
        + zone;
  }

  private String fraction(int nanos) {
    String all = String.format(Locale.ROOT, "%09d", nanos);
    int needed = all.replaceAll("0+$", "").length();
    int written = Math.min(NANO_DIGITS, Math.max(needed, digits));
    return written == 0 ? "" : "." + all.substring(0, written);
  }
}
