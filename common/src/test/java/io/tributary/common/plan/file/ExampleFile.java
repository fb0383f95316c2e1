package io.tributary.common.plan.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The examples of {@code docs/migration-file.md}. */
final class ExampleFile {
  private ExampleFile() {}

  /** The complete one. */
  static String text() {
    return after("# The migration file");
  }

  /** The one with a SQLite source. */
  static String sqlite() {
    return after("## SQLite sources");
  }

  private static String after(String heading) {
    String page = read();
    String fence = "```yaml\n";
    int start = page.indexOf(fence, page.indexOf(heading)) + fence.length();
    return page.substring(start, page.indexOf("```", start));
  }

  /** The example with one piece replaced; the piece must be there. */
  static String with(String piece, String replacement) {
    return with(text(), piece, replacement);
  }

  static String with(String text, String piece, String replacement) {
    if (!text.contains(piece)) {
      throw new IllegalArgumentException("the example does not hold: " + piece);
    }
    return text.replace(piece, replacement);
  }

  private static String read() {
    // Maven runs the tests in the module's directory, some editors in the checkout's.
    Path inModule = Path.of("..", "docs", "migration-file.md");
    Path page = Files.exists(inModule) ? inModule : Path.of("docs", "migration-file.md");
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
