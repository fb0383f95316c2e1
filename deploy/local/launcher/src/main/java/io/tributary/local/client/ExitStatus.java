package io.tributary.local.client;

/** How a command ends, as its exit status says it to scripts (docs/commands.md). */
public enum ExitStatus {
  /** What was asked for is so. */
  DONE(0),
  /** It is not, and the reason was printed. */
  REFUSED(1),
  /** The command was not understood; nothing was asked of anybody. */
  USAGE(2),
  /** The orchestrator does not answer; an order that was sent may have been taken. */
  LOST(3),
  /** A cutover or rollback began, failed, and was taken back: the side before it is open. */
  UNDONE(4);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
