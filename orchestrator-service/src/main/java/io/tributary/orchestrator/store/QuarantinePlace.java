package io.tributary.orchestrator.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a row stands in the list of quarantined rows; what one page hands to the next.
 *
 * @param source the source's name
 * @param table the table at the source
 * @param digest of the row's key
 */
public record QuarantinePlace(String source, String table, String digest) {
  /** Before the first. */
  public static final QuarantinePlace START = new QuarantinePlace("", "", "");

  private static final Pattern WRITTEN =
      Pattern.compile("([a-z0-9-]{1,20})\\.([0-9a-f]{32})\\.(.+)", Pattern.DOTALL);

  /** What {@link #text} wrote; empty when it is nothing of that kind. */
  public static Optional<QuarantinePlace> read(String text) {
    if (text == null || text.isEmpty()) {
      return Optional.of(START);
    }
    Matcher found = WRITTEN.matcher(text);
    return found.matches()
        ? Optional.of(new QuarantinePlace(found.group(1), found.group(3), found.group(2)))
        : Optional.empty();
  }

  /** One text; the table's name comes last because it may hold anything. */
  public String text() {
    return source + "." + digest + "." + table;
  }
}
