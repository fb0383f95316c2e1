package io.tributary.orchestrator.switching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites variables in the {@code environment:} blocks of a compose file, line by line, so that
 * comments and layout stay. Knows the map form ({@code NAME: value}) and the list form ({@code -
 * NAME=value}). What cannot be rewritten without guessing is refused: a variable that no service or
 * more than one service sets, flow style, anchors, block scalars. Pure.
 */
final class ComposeText {
  private static final Pattern ENVIRONMENT = Pattern.compile("^(\\s*)environment:\\s*(#.*)?$");
  private static final Pattern FLOW = Pattern.compile("^\\s*environment:\\s*[^\\s#].*$");
  private static final Pattern MAP_ENTRY =
      Pattern.compile("^(\\s*)([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\2(\\s*):(?:\\s+(.*))?$");
  private static final Pattern LIST_ENTRY =
      Pattern.compile("^(\\s*)-\\s+([\"']?)([A-Za-z_][A-Za-z0-9_]*)(?:=(.*?))?\\2\\s*(?:\\s#.*)?$");

  private final Map<String, String> set;
  private final Map<String, Integer> found = new HashMap<>();
  private int blockIndent = -1;

  private ComposeText(Map<String, String> set) {
    this.set = set;
  }

  /**
   * The text with the variables set.
   *
   * @throws IllegalArgumentException in words for the operator, when it is ambiguous
   */
  static String rewrite(String text, Map<String, String> set) {
    ComposeText compose = new ComposeText(set);
    List<String> out = new ArrayList<>();
    for (String line : TextLines.of(text)) {
      out.add(compose.line(TextLines.body(line)) + TextLines.end(line));
    }
    compose.requireEachOnce();
    return String.join("", out);
  }

  private String line(String line) {
    Matcher environment = ENVIRONMENT.matcher(line);
    if (environment.matches()) {
      blockIndent = environment.group(1).length();
      return line;
    }
    if (FLOW.matcher(line).matches() && set.keySet().stream().anyMatch(line::contains)) {
      throw new IllegalArgumentException(
          "it writes environment in one line; write one variable per line");
    }
    if (blockIndent < 0 || line.isBlank() || line.stripLeading().startsWith("#")) {
      return line;
    }
    Matcher item = LIST_ENTRY.matcher(line);
    if (item.matches() && item.group(1).length() >= blockIndent) {
      return listEntry(line, item);
    }
    Matcher entry = MAP_ENTRY.matcher(line);
    if (entry.matches() && entry.group(1).length() > blockIndent) {
      return mapEntry(line, entry);
    }
    blockIndent = indent(line) > blockIndent ? blockIndent : -1;
    return line;
  }

  private String listEntry(String line, Matcher item) {
    String name = item.group(3);
    if (!set.containsKey(name)) {
      return line;
    }
    found.merge(name, 1, Integer::sum);
    return item.group(1) + "- " + quoted(name + "=" + escaped(set.get(name)));
  }

  private String mapEntry(String line, Matcher entry) {
    String name = entry.group(3);
    if (!set.containsKey(name)) {
      return line;
    }
    String old = entry.group(5) == null ? "" : entry.group(5);
    if (!old.isEmpty() && "&*|>!".indexOf(old.charAt(0)) >= 0) {
      throw new IllegalArgumentException(
          "the value of " + name + " is an anchor, alias, tag or block; write it as plain text");
    }
    found.merge(name, 1, Integer::sum);
    return line.substring(0, line.indexOf(':') + 1) + " " + quoted(escaped(set.get(name)));
  }

  private void requireEachOnce() {
    for (String name : set.keySet()) {
      int times = found.getOrDefault(name, 0);
      if (times != 1) {
        throw new IllegalArgumentException(
            name
                + (times == 0
                    ? " is set by no service in it; add it to the environment of the one it is for"
                    : " is set " + times + " times in it; use a variable of an .env file instead"));
      }
    }
  }

  /** Compose replaces variables in values; a doubled dollar sign is a plain one. */
  private static String escaped(String value) {
    return value.replace("$", "$$");
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
