package io.tributary.site.reference;

/** A table in Markdown. */
final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /** With this heading. */
  MarkdownTable(String... heading) {
    row(heading);
    text.append("|---".repeat(heading.length)).append("|\n");
  }

  /** Adds a row. */
  void row(String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replaceAll("\\s+", " ").replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  /** What there is by now. */
  String text() {
    return text.toString();
  }
}
