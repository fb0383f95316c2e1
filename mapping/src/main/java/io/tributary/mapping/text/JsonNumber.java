package io.tributary.mapping.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as RFC 8259 spells it. */
public final class JsonNumber {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*+)(?:\\.\\d++)?(?:[eE][+-]?\\d++)?");

  private JsonNumber() {}

  /** The end of the number that begins there; -1 when none does. */
  public static int end(String text, int start) {
    Matcher matcher = NUMBER.matcher(text).region(start, text.length());
    return matcher.lookingAt() ? matcher.end() : -1;
  }
}
