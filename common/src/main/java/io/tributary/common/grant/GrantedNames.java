package io.tributary.common.grant;

import io.tributary.common.error.TributaryException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names that migration files may use.
 *
 * @param key grants them
 * @param patterns {@code *} stands for any characters
 */
record GrantedNames(GrantKey key, List<String> patterns) {

  /** Whether one of the patterns has the name. */
  boolean grants(String name) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, name));
  }

  /**
   * Does nothing where the name is granted.
   *
   * @throws TributaryException {@link GrantError#REFUSED}
   */
  void require(String name) {
    if (!grants(name)) {
      throw GrantError.REFUSED.of(
          key,
          name,
          patterns.isEmpty() ? "none is granted" : "granted is " + String.join(", ", patterns));
    }
  }

  private static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.split("(?<=\\*)|(?=\\*)")) {
      regex.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.matches(regex.toString(), name);
  }
}
