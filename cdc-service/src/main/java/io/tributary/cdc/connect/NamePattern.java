package io.tributary.cdc.connect;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One regular expression for many names. Debezium tries each expression of a list on each table and
 * each change; with thousands of tables that would take longer than the change itself. As a tree of
 * common beginnings it takes about as long as reading the name, and common beginnings are written
 * once.
 */
public final class NamePattern {
  private final Map<Integer, NamePattern> next = new TreeMap<>();
  private boolean end;

  private NamePattern() {}

  /** Matches exactly these names; the case of letters counts. */
  public static String of(Collection<String> names) {
    NamePattern root = new NamePattern();
    names.forEach(root::add);
    return "(?-i:" + root.expression() + ")";
  }

  /** A part of an expression for what a pattern of the migration file matches. */
  public static String glob(String pattern) {
    return pattern
        .codePoints()
        .mapToObj(
            letter -> letter == '*' ? "[\\s\\S]*" : letter == '?' ? "[\\s\\S]" : literal(letter))
        .collect(Collectors.joining());
  }

  private void add(String name) {
    NamePattern node = this;
    for (int letter : name.codePoints().toArray()) {
      node = node.next.computeIfAbsent(letter, l -> new NamePattern());
    }
    node.end = true;
  }

  private String expression() {
    if (next.isEmpty()) {
      return "";
    }
    String rest =
        next.entrySet().stream()
            .map(branch -> literal(branch.getKey()) + branch.getValue().expression())
            .collect(Collectors.joining("|"));
    if (next.size() == 1 && !end) {
      return rest;
    }
    return "(?:" + rest + ")" + (end ? "?" : "");
  }

  // Debezium splits lists at commas, Connect replaces ${…}; a name may hold any of them.
  private static String literal(int letter) {
    return Character.isLetterOrDigit(letter) || letter == '_'
        ? Character.toString(letter)
        : "\\x{%x}".formatted(letter);
  }
}
