package io.tributary.cdc.source.postgresql.capture;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server's WAL has come from one timeline to the next, as the server keeps it. Pure.
 *
 * @param text a line for each timeline that was left: its number, the position at which it was
 *     left, and why
 */
record TimelineHistory(String text) {
  private static final Pattern LEFT =
      Pattern.compile("^\\s*(\\d+)\\s+([0-9A-Fa-f]+)/([0-9A-Fa-f]+)", Pattern.MULTILINE);
  private static final int HIGH_BITS = 32;
  private static final int HEXADECIMAL = 16;

  /** What a server has that was never on another timeline. */
  static TimelineHistory none() {
    return new TimelineHistory("");
  }

  /** The position behind which the WAL of a timeline is not this server's; empty if none is. */
  OptionalLong leftAt(long timeline) {
    Matcher line = LEFT.matcher(text);
    while (line.find()) {
      if (Long.parseLong(line.group(1)) == timeline) {
        return OptionalLong.of(
            Long.parseLong(line.group(2), HEXADECIMAL) << HIGH_BITS
                | Long.parseLong(line.group(3), HEXADECIMAL));
      }
    }
    return OptionalLong.empty();
  }
}
