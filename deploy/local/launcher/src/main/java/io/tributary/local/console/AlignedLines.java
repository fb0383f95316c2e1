package io.tributary.local.console;

import java.util.ArrayList;
import java.util.List;

/** Lines of text, and columns of a table that are as wide as their longest cell. One use. */
public final class AlignedLines {
  private static final String GAP = "  ";

  private final List<String> lines = new ArrayList<>();

  /** Cells of one row, and lines that follow it. */
  public record Row(List<String> cells, List<String> below) {}

  /** A line. */
  public AlignedLines add(String line) {
    lines.add(line.stripTrailing());
    return this;
  }

  /** A line that is set in. */
  public AlignedLines add(int depth, String line) {
    return add(GAP.repeat(depth) + line);
  }

  /** A heading after an empty line. */
  public AlignedLines section(int depth, String heading) {
    return add("").add(depth, heading);
  }

  /** Rows with cells below each other; the last cell of a row may be as long as it likes. */
  public AlignedLines table(int depth, List<Row> rows) {
    List<Integer> widths = new ArrayList<>();
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size() - 1; i++) {
        int length = row.cells().get(i).length();
        if (i == widths.size()) {
          widths.add(length);
        } else {
          widths.set(i, Math.max(widths.get(i), length));
        }
      }
    }
    for (Row row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.cells().size(); i++) {
        String cell = row.cells().get(i);
        int width = i < row.cells().size() - 1 ? widths.get(i) : cell.length();
        line.append(cell).append(" ".repeat(width - cell.length())).append(GAP);
      }
      add(depth, line.toString());
      row.below().forEach(below -> add(depth + 2, below));
    }
    return this;
  }

  /** Everything so far. */
  public List<String> all() {
    return List.copyOf(lines);
  }
}
