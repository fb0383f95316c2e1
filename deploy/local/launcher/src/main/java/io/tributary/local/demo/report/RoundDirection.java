package io.tributary.local.demo.report;

import io.tributary.local.demo.writer.WriteSide;

/** Which way the applications go when a migration changes sides. */
public enum RoundDirection {
  CUTOVER("cutover", "Replicating", "Switched", WriteSide.TARGET),
  ROLLBACK("rollback", "Switched", "Replicating", WriteSide.SOURCE);

  private final String word;
  private final String from;
  private final String to;
  private final WriteSide side;

  RoundDirection(String word, String from, String to, WriteSide side) {
    this.word = word;
    this.from = from;
    this.to = to;
    this.side = side;
  }

  /** As the API calls the order, and the report the change. */
  public String word() {
    return word;
  }

  /** The migration's state before it, and again where it was undone. */
  public String from() {
    return from;
  }

  /** The migration's state behind it. */
  public String to() {
    return to;
  }

  /** Where the applications write behind it. */
  public WriteSide side() {
    return side;
  }

  /** The stream of a source that was verified for it. */
  public String stream(String source) {
    return this == CUTOVER ? source : source + ".back";
  }
}
