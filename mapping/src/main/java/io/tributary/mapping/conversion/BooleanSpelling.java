package io.tributary.mapping.conversion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Truth values as texts: in the spelling of the one that is replaced, or in the first that is
 * declared. Pure and thread-safe.
 */
final class BooleanSpelling {
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("true", "false"),
          List.of("t", "f"),
          List.of("1", "0"),
          List.of("yes", "no"),
          List.of("y", "n"),
          List.of("on", "off"));

  private BooleanSpelling() {}

  /** The text for a truth value; empty when none is declared. */
  static Optional<String> of(boolean value, BooleanConversion declared, String before) {
    Set<String> wanted = value ? declared.yes() : declared.no();
    String spelled = before.toLowerCase(Locale.ROOT);
    if (wanted.contains(spelled)) {
      return Optional.of(before);
    }
    return PAIRS.stream()
        .filter(pair -> pair.contains(spelled))
        .map(pair -> pair.get(value ? 0 : 1))
        .filter(wanted::contains)
        .findFirst()
        .or(() -> usual(value, wanted))
        .map(text -> inCaseOf(before, text));
  }

  private static Optional<String> usual(boolean value, Set<String> wanted) {
    return PAIRS.stream()
        .map(pair -> pair.get(value ? 0 : 1))
        .filter(wanted::contains)
        .findFirst()
        .or(() -> wanted.stream().sorted().findFirst());
  }

  private static String inCaseOf(String before, String text) {
    if (before.isEmpty() || !Character.isUpperCase(before.charAt(0))) {
      return text;
    }
    boolean all = before.length() > 1 && before.equals(before.toUpperCase(Locale.ROOT));
    return all
        ? text.toUpperCase(Locale.ROOT)
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
