package io.tributary.local.console;

import java.util.regex.Pattern;

/**
 * Text that came from somebody else, for a terminal. Names of tables and messages of servers may
 * have anything in them: a terminal is to show it and not to obey it, by whichever of the two sets
 * of control characters, and a reader is not to be shown it in another order. Pure.
 */
public final class TamedText {
  private static final Pattern WILD =
      Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n]]");

  private TamedText() {}

  /** The text with a question mark in place of what a terminal would obey; lines stay. */
  public static String of(String text) {
    return WILD.matcher(text).replaceAll("?");
  }

  /** The same in one line. */
  public static String line(String text) {
    return of(text).replace('\n', '?');
  }
}
