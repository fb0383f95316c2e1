package io.tributary.local.view;

import io.tributary.local.console.TamedText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers and times are written for people. Pure. */
final class TextForm {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private TextForm() {}

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String millis(long millis) {
    if (millis < SECOND) {
      return millis + " ms";
    }
    return millis < MINUTE
        ? String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND)
        : millis / MINUTE + " min " + millis % MINUTE / SECOND + " s";
  }

  /** An estimate, so no more exact than anybody needs. */
  static String seconds(long seconds) {
    if (seconds < 60) {
      return "about " + seconds + " s";
    }
    long minutes = (seconds + 59) / 60;
    return minutes < 60
        ? "about " + minutes + " min"
        : "about " + minutes / 60 + " h " + minutes % 60 + " min";
  }

  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** What was stored may have anything in it; a terminal is not to obey it. */
  static String tame(String text) {
    return TamedText.of(text);
  }
}
