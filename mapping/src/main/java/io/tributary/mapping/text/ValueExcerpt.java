package io.tributary.mapping.text;

/** The beginning of a value, for messages: long values and control characters stay out of them. */
public final class ValueExcerpt {
  private static final int LENGTH = 60;

  private ValueExcerpt() {}

  /** The text, or its first 60 characters and an ellipsis. */
  public static String of(String text) {
    int points = text.codePointCount(0, text.length());
    String start =
        points <= LENGTH ? text : text.substring(0, text.offsetByCodePoints(0, LENGTH)) + "…";
    StringBuilder shown = new StringBuilder();
    for (char c : start.toCharArray()) {
      if (c < ' ') {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
