package io.tributary.orchestrator.switching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rewrites variables in the text of an {@code .env} file. Everything else keeps every byte:
 * comments, blank lines, order, line ends. Of a variable that stands there several times each is
 * rewritten; one that does not stand there is appended. A quote that never ends is refused with
 * {@link IllegalArgumentException}. Pure.
 */
final class EnvText {
  private EnvText() {}

  static String rewrite(String text, Map<String, String> set) {
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> out = new ArrayList<>();
    Map<String, String> missing = new TreeMap<>(set);
    char open = 0;
    boolean dropping = false;
    for (String line : TextLines.of(text)) {
      String body = TextLines.body(line);
      if (open != 0) {
        // Inside of a value that goes over several lines.
        if (!dropping) {
          out.add(line);
        }
        open = EnvLine.closes(body, open) ? 0 : open;
        continue;
      }
      open = EnvLine.openQuote(body);
      Optional<EnvLine> assignment = EnvLine.of(body);
      String value = assignment.map(EnvLine::name).map(set::get).orElse(null);
      dropping = value != null;
      if (assignment.isPresent() && value != null) {
        missing.remove(assignment.get().name());
        String end = open == 0 ? TextLines.end(line) : lineEnd;
        out.add(assignment.get().head() + EnvLine.quoted(value) + end);
      } else {
        out.add(line);
      }
    }
    if (open != 0) {
      throw new IllegalArgumentException("a value in it opens with " + open + " that never ends");
    }
    return TextLines.append(
        String.join("", out),
        missing.entrySet().stream()
            .map(e -> e.getKey() + "=" + EnvLine.quoted(e.getValue()))
            .toList(),
        lineEnd);
  }
}
