package io.tributary.local.diagnose;

import java.util.regex.Matcher;

/** What a pattern's match is replaced with, taken by the letter. Pure. */
final class MatchResultText {
  private MatchResultText() {}

  static String literal(String text) {
    return Matcher.quoteReplacement(text);
  }
}
