package io.tributary.orchestrator.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
      Pattern.compile("([a-z0-9-]{1,20})\\.([0-9a-f]{32})\\.([A-Za-z0-9_-]+)");

  /** What {@link #text} wrote; empty when it is nothing of that kind. */
  public static Optional<QuarantinePlace> read(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.of(START);
    }
    Matcher found = WRITTEN.matcher(text);
    return found.matches() ? table(found.group(3)).map(of(found)) : Optional.empty();
  }

  private static Function<String, QuarantinePlace> of(Matcher found) {
    return table -> new QuarantinePlace(found.group(1), table, found.group(2));
  }

  private static Optional<String> table(String encoded) {
    try {
      return Optional.of(
          new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One text that may stand in an address as it is, whatever the table's name holds. */
  public String text() {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(table.getBytes(StandardCharsets.UTF_8));
    return source + "." + digest + "." + encoded;
  }
}
