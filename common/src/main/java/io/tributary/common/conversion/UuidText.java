package io.tributary.common.conversion;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UUIDs as texts spell them. Pure and thread-safe. */
public final class UuidText {
  private static final Pattern SPELLING =
      Pattern.compile("(?:urn:uuid:)?(\\{)?([0-9a-f]{4}(?:-?[0-9a-f]{4}){7})(?:(?<brace>})?)");

  private UuidText() {}

  /**
   * Reads a UUID in any spelling: upper or lower case, 32 digits, with hyphens between groups of
   * four, in braces, with {@code urn:uuid:}, with blanks around it. Empty when the text is none.
   */
  public static Optional<UUID> read(String text) {
    Matcher matcher = SPELLING.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || (matcher.group(1) == null) != (matcher.group("brace") == null)) {
      return Optional.empty();
    }
    String digits = matcher.group(2).replace("-", "");
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(digits.substring(0, 16), 16),
            Long.parseUnsignedLong(digits.substring(16), 16)));
  }

  /** A UUID in the spelling of another one, which {@link #read} takes. */
  public static String spelledAs(String example, UUID uuid) {
    String digits = uuid.toString().replace("-", "");
    boolean upper = example.chars().anyMatch(c -> c >= 'A' && c <= 'F');
    String written = upper ? digits.toUpperCase(Locale.ROOT) : digits;
    String bare = example.toLowerCase(Locale.ROOT);
    int start = bare.contains("urn:uuid:") ? bare.indexOf("urn:uuid:") + "urn:uuid:".length() : 0;
    StringBuilder spelled = new StringBuilder(example.substring(0, start));
    int next = 0;
    for (int i = start; i < example.length(); i++) {
      char at = example.charAt(i);
      spelled.append(Character.digit(at, 16) < 0 ? at : written.charAt(next++));
    }
    return spelled.toString();
  }
}
