package io.tributary.common.plan.words;

import java.util.regex.Pattern;

/** Patterns of table names: {@code *} stands for any run of characters, {@code ?} for one. */
public final class TableNamePattern {
  private TableNamePattern() {}

  /** Whether it has a sign that stands for others. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  public static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
