package io.tributary.local.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
  private String lastEssence = "";
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
    draw(
        ProgressTable.table(rows).lines().toList(),
        () -> ProgressTable.line(rows),
        rows.stream().map(ProgressRow::phase).toList().toString());
  }

  /**
   * Shows anything else.
   *
   * @param lines for a terminal
   * @param line the same for logs
   * @param essence what the line is printed anew for as soon as it changes
   */
  public void draw(List<String> lines, Supplier<String> line, String essence) {
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      plain(line, essence);
    } else {
      redraw(lines);
    }
  }

  /** What is printed next does not overwrite the table. */
  public void leave() {
    display = new Display(terminal, false);
  }

  private void redraw(List<String> text) {
    Size size = terminal.getWidth() > 0 && terminal.getHeight() > 0 ? terminal.getSize() : USUAL;
    List<AttributedString> lines = new ArrayList<>();
    text.stream()
        .flatMap(line -> Stream.of(line.split("\n", -1)))
        .map(AttributedString::fromAnsi)
        .forEach(line -> lines.addAll(line.columnSplitLength(size.getColumns())));
    lines.add(AttributedString.EMPTY);
    display.resize(size.getRows(), size.getColumns());
    display.update(lines, size.cursorPos(lines.size() - 1, 0));
  }

  private void plain(Supplier<String> line, String essence) {
    long now = System.nanoTime();
    if (!essence.equals(lastEssence) || now - lastPlain > PLAIN_EVERY_NANOS) {
      out.println(line.get());
      out.flush();
      lastEssence = essence;
      lastPlain = now;
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
