package io.tributary.bench.result;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of the command line, and where a run prints its results.
 *
 * @param warmUps how often each runs before, without counting
 * @param rounds how often each is measured
 * @param rowsAsked how many rows the table has, and what follows from that; 0 for what is usual
 * @param cutovers how often a cutover is measured
 * @param out where results.json goes, and scratch files while it runs
 * @param remarks takes what is not measured, or not as it was asked for, and why
 * @param resources takes what processes used
 */
public record BenchOptions(
    int warmUps,
    int rounds,
    int rowsAsked,
    int cutovers,
    Path out,
    List<String> remarks,
    List<ResourceUse> resources) {
  private static final int USUAL_ROWS = 500_000;

  /** Rows of the table that is copied and streamed. */
  public int rows() {
    return rows(USUAL_ROWS);
  }

  /** Rows of a work that usually takes another number. */
  public int rows(int usual) {
    return rowsAsked == 0 ? usual : rowsAsked;
  }

  /** Prints a line for people. */
  public void say(String line) {
    System.out.println(line);
  }

  /** Says that something is not measured. */
  public void leaveOut(String work, String peer, String reason) {
    remark(work + ": " + peer + " is left out: " + reason);
  }

  /** Says what figures alone do not say. */
  public void remark(String line) {
    remarks.add(line);
    say(line);
  }
}
