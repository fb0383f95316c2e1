package io.tributary.orchestrator.switching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds variables in the {@code environment:} blocks of a compose file, line by line, so that
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

  private final Set<String> names;
  private final Map<String, Integer> found = new HashMap<>();
  private int blockIndent = -1;

  private ComposeText(Set<String> names) {
    this.names = names;
  }

  /**
   * The text, in which these variables can be changed.
   *
   * @throws IllegalArgumentException in words for the operator, when it is ambiguous
   */
  static SettingsText read(String text, Set<String> names) {
    ComposeText compose = new ComposeText(names);
    List<TextPiece> pieces = new ArrayList<>();
    for (String line : TextLines.of(text)) {
      pieces.add(compose.piece(line, TextLines.body(line), TextLines.end(line)));
    }
    compose.requireEachOnce();
    return new SettingsText(pieces);
  }

  private TextPiece piece(String whole, String line, String end) {
    Matcher environment = ENVIRONMENT.matcher(line);
    if (environment.matches()) {
      blockIndent = environment.group(1).length();
      return TextPiece.other(whole);
    }
    if (FLOW.matcher(line).matches() && names.stream().anyMatch(line::contains)) {
      throw new IllegalArgumentException(
          "it writes environment in one line; write one variable per line");
    }
    if (blockIndent < 0 || line.isBlank() || line.stripLeading().startsWith("#")) {
      return TextPiece.other(whole);
    }
    Matcher item = LIST_ENTRY.matcher(line);
    if (item.matches() && item.group(1).length() >= blockIndent) {
      return value(item.group(3), line, item.start(2), end, ValueForm.ITEM);
    }
    Matcher entry = MAP_ENTRY.matcher(line);
    if (entry.matches() && entry.group(1).length() > blockIndent) {
      requirePlain(entry.group(3), entry.group(5));
      return value(entry.group(3), line, line.indexOf(':') + 1, end, ValueForm.ENTRY);
    }
    blockIndent = indent(line) > blockIndent ? blockIndent : -1;
    return TextPiece.other(whole);
  }

  private TextPiece value(String name, String line, int at, String end, ValueForm form) {
    if (!names.contains(name)) {
      return TextPiece.other(line + end);
    }
    found.merge(name, 1, Integer::sum);
    return new TextPiece(line.substring(0, at), name, line.substring(at), end, form);
  }

  private void requirePlain(String name, @Nullable String old) {
    if (names.contains(name)
        && old != null
        && !old.isEmpty()
        && "&*|>!".indexOf(old.charAt(0)) >= 0) {
      throw new IllegalArgumentException(
          "the value of " + name + " is an anchor, alias, tag or block; write it as plain text");
    }
  }

  private void requireEachOnce() {
    for (String name : names) {
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

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
