package io.tributary.local.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/**
 * Shows progress again and again: over the lines before on a terminal, as a plain line now and then
 * elsewhere. Not thread-safe.
 */
public final class ProgressScreen implements AutoCloseable {
  private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;

  /** The size of terminals that do not say it. */
  private static final Size USUAL = new Size(132, 50);

  private final PrintWriter out;
  private final Terminal terminal;
  private Display display;
  private String lastPhases = "";
  private long lastPlain;

  /**
   * A screen.
   *
   * @param out takes plain lines
   * @param terminal takes the table, unless it cannot move its cursor
   */
  ProgressScreen(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
    this.display = new Display(terminal, false);
  }

  /** A screen on what this process writes to, be it a terminal or not. */
  public static ProgressScreen open(PrintWriter out) throws IOException {
    return new ProgressScreen(
        out,
        TerminalBuilder.builder()
            .systemOutput(TerminalBuilder.SystemOutput.SysOut)
            .providers("exec")
            .dumb(true)
            // Ctrl-C stays Java's, which ends what was started.
            .nativeSignals(false)
            .build());
  }

  /** Shows the latest. */
  public void show(List<ProgressRow> rows) {
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      plain(rows);
    } else {
      redraw(ProgressTable.table(rows));
    }
  }

  /** What is printed next does not overwrite the table. */
  public void leave() {
    display = new Display(terminal, false);
  }

  private void redraw(String table) {
    Size size = terminal.getWidth() > 0 && terminal.getHeight() > 0 ? terminal.getSize() : USUAL;
    List<AttributedString> lines = new ArrayList<>();
    table
        .lines()
        .map(AttributedString::new)
        .forEach(line -> lines.addAll(line.columnSplitLength(size.getColumns())));
    lines.add(AttributedString.EMPTY);
    display.resize(size.getRows(), size.getColumns());
    display.update(lines, size.cursorPos(lines.size() - 1, 0));
  }

  private void plain(List<ProgressRow> rows) {
    String phases = rows.stream().map(ProgressRow::phase).toList().toString();
    long now = System.nanoTime();
    if (!phases.equals(lastPhases) || now - lastPlain > PLAIN_EVERY_NANOS) {
      out.println(ProgressTable.line(rows));
      out.flush();
      lastPhases = phases;
      lastPlain = now;
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
