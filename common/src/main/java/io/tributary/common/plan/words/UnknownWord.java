package io.tributary.common.plan.words;

import java.util.List;

/** What to say about a word that is not one of a few. */
public final class UnknownWord {
  private UnknownWord() {}

  public static String message(String written, List<String> valid) {
    return "\""
        + written
        + "\" is not one of "
        + String.join(", ", valid)
        + NearestWord.to(written, valid).map(n -> "; did you mean \"" + n + "\"?").orElse(".");
  }
}
