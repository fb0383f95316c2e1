package io.tributary.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Places in the documents, as {@code docs/runbook.md#upgrading}. */
final class MarkdownLinks {
  private MarkdownLinks() {}

  /** Why a place is none; empty where it is one. */
  static Optional<String> problem(String place) {
    String[] parts = place.split("#", 2);
    Path document = SourceTree.root().resolve(parts[0]);
    if (!Files.isRegularFile(document)) {
      return Optional.of("there is no document " + parts[0]);
    }
    try {
      boolean there =
          parts.length == 1
              || Files.readAllLines(document).stream()
                  .filter(line -> line.matches("#+ .*"))
                  .anyMatch(line -> anchor(line).equals(parts[1]));
      return there ? Optional.empty() : Optional.of("no heading " + place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the pages of repositories make it of a heading. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }
}
