package io.tributary.local.console;

import java.io.PrintWriter;
import java.util.List;

/**
 * Shows progress again and again: over the lines before on a terminal, as a plain line now and then
 * elsewhere. One thread.
 */
public final class ProgressScreen {
  private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean redraws;
  private int drawnLines;
  private String lastPhases = "";
  private long lastPlain;

  /**
   * A screen.
   *
   * @param redraws whether the output understands ANSI's cursor movements
   */
  public ProgressScreen(PrintWriter out, boolean redraws) {
    this.out = out;
    this.redraws = redraws;
  }

  /** Whether this process writes to a terminal that can move its cursor. */
  public static boolean terminalRedraws() {
    String terminal = System.getenv("TERM");
    return System.console() != null && terminal != null && !terminal.equals("dumb");
  }

  /** Shows the latest. */
  public void show(List<ProgressRow> rows) {
    if (redraws) {
      redraw(ProgressTable.table(rows));
    } else {
      plain(rows);
    }
    out.flush();
  }

  /** What is printed next does not overwrite the table. */
  public void leave() {
    drawnLines = 0;
  }

  private void redraw(String table) {
    if (drawnLines > 0) {
      out.print("\u001b[" + drawnLines + "A\u001b[J");
    }
    out.print(table);
    drawnLines = (int) table.chars().filter(c -> c == '\n').count();
  }

  private void plain(List<ProgressRow> rows) {
    String phases = rows.stream().map(ProgressRow::phase).toList().toString();
    long now = System.nanoTime();
    if (!phases.equals(lastPhases) || now - lastPlain > PLAIN_EVERY_NANOS) {
      out.println(ProgressTable.line(rows));
      lastPhases = phases;
      lastPlain = now;
    }
  }
}
