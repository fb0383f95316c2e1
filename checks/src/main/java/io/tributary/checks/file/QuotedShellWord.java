package io.tributary.checks.file;

/** An argument as a POSIX shell takes it. */
public final class QuotedShellWord {
  private QuotedShellWord() {}

  /** The argument, quoted where it has to be. */
  public static String of(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
