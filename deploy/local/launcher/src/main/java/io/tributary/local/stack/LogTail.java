package io.tributary.local.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a log file, indented, for a message. */
public final class LogTail {
  private static final int LINES = 25;

  private LogTail() {}

  public static String of(Path log) {
    Deque<String> lines = new ArrayDeque<>();
    try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (lines.size() == LINES) {
          lines.removeFirst();
        }
        lines.addLast("    " + line);
      }
    } catch (IOException e) {
      return "    (cannot be read: " + e.getMessage() + ")";
    }
    return lines.isEmpty() ? "    (empty)" : String.join("\n", lines);
  }
}
