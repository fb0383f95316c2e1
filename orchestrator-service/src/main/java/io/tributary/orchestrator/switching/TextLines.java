package io.tributary.orchestrator.switching;

import java.util.ArrayList;
import java.util.List;

/** Lines of a text together with their line ends, so that nothing else changes. */
final class TextLines {
  private TextLines() {}

  /** All lines, each with its line end; joined they are the text again. */
  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  /** A line without its end. */
  static String body(String line) {
    return line.substring(0, line.length() - end(line).length());
  }

  /** A line's end, empty for a last line without one. */
  static String end(String line) {
    return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
  }
}
