package io.tributary.common.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The complete example of {@code docs/migration-file.md}. */
final class Example {
  private Example() {}

  static String text() {
    String page = read();
    String fence = "```yaml\n";
    int start = page.indexOf(fence) + fence.length();
    return page.substring(start, page.indexOf("```", start));
  }

  /** The example with one piece replaced; the piece must be there. */
  static String with(String piece, String replacement) {
    String text = text();
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
