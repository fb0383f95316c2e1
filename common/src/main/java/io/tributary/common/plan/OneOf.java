package io.tributary.common.plan;

import java.util.List;

/** What to say about a word that is not one of a few. */
final class OneOf {
  private OneOf() {}

  static String message(String written, List<String> valid) {
    return "\""
        + written
        + "\" is not one of "
        + String.join(", ", valid)
        + Nearest.to(written, valid).map(n -> "; did you mean \"" + n + "\"?").orElse(".");
  }
}
