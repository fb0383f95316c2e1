package io.tributary.local.client;

/**
 * A command cannot do what it was asked to. The message is for the user and shown as it is, behind
 * it the next command to type.
 */
public final class CommandFailure extends RuntimeException {
  private final ExitStatus status;
  private final String next;

  /**
   * A failure.
   *
   * @param next the command to type next, such as {@code ./tributary list}
   */
  public CommandFailure(ExitStatus status, String message, String next) {
    super(message);
    this.status = status;
    this.next = next;
  }

  /** How the command ends. */
  public ExitStatus status() {
    return status;
  }

  /** What happened, and what to type next, each in lines of its own. */
  public String inWords() {
    return getMessage() + "\nNext: " + next;
  }
}
