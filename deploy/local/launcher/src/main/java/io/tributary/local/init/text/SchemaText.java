package io.tributary.local.init.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines of a schema that moves. Pure. */
final class SchemaText {
  /** The file may have 256 KiB, and nobody reads on. */
  private static final int SHOWN = 100;

  private static final String INDENT = " ".repeat(6);

  private SchemaText() {}

  static List<String> lines(DraftSchema schema, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + "- from: " + YamlText.scalar(schema.from()));
    lines.add(INDENT + "  to: " + YamlText.scalar(schema.to()));
    schema.tables().stream()
        .sorted(Comparator.comparingLong(DraftTable::bytes).reversed())
        .limit(SHOWN)
        .forEach(table -> comment(lines, table.name() + ": " + table.display(), width));
    if (schema.tables().size() > SHOWN) {
      comment(lines, "and " + (schema.tables().size() - SHOWN) + " smaller tables", width);
    }
    List<LeftTable> named = schema.left().stream().filter(LeftTable::named).toList();
    List<LeftTable> others = schema.left().stream().filter(table -> !table.named()).toList();
    others.stream()
        .limit(SHOWN)
        .forEach(
            table ->
                comment(
                    lines, "stays behind by itself: " + table.name() + ": " + table.why(), width));
    if (others.size() > SHOWN) {
      comment(
          lines,
          "and " + (others.size() - SHOWN) + " others that stay behind by themselves",
          width);
    }
    if (!named.isEmpty()) {
      lines.add(INDENT + "  exclude:");
      for (LeftTable table : named) {
        YamlText.comment(table.why(), width - 10)
            .forEach(text -> lines.add(INDENT + "    " + text));
        lines.add(INDENT + "    - " + YamlText.scalar(table.name()));
      }
    }
    return lines;
  }

  private static void comment(List<String> lines, String text, int width) {
    YamlText.comment(text, width - 8).forEach(comment -> lines.add(INDENT + "  " + comment));
  }
}
