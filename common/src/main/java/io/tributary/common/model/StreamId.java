package io.tributary.common.model;

/**
 * Names one stream: the totally ordered changes of one source of one migration.
 *
 * @param migration the migration's name
 * @param source the source's name in it
 */
public record StreamId(String migration, String source) {
  /** Names in migration files have no dot. */
  private static final String BACK = ".back";

  /**
   * {@link #restartCommand}, where the stream is not known; whoever knows it fills the names in.
   */
  public static final String RESTART_COMMAND = "`./tributary restart NAME --source SOURCE`";

  /**
   * The stream that goes the other way: the target's changes into the source, or the source's into
   * the target.
   */
  public StreamId opposite() {
    return new StreamId(
        migration,
        goesBack() ? source.substring(0, source.length() - BACK.length()) : source + BACK);
  }

  /** Whether it brings the target's changes into the source. */
  public boolean goesBack() {
    return goesBack(source);
  }

  /** Whether a source of this name is what moves home from the target. */
  public static boolean goesBack(String source) {
    return source.endsWith(BACK);
  }

  /** What it reads, as a message names it. */
  public String origin() {
    return goesBack() ? "the target of source " + opposite().source() : "source " + source;
  }

  /** What it writes to, as a message names it. */
  public String destination() {
    return goesBack() ? "source " + opposite().source() : "the target";
  }

  /** What helps where it cannot be followed any more, as a sentence with the command to type. */
  public String beginAnew() {
    return "Type %s, which begins source %s anew while the others go on."
        .formatted(restartCommand(), restarted());
  }

  /** The command that begins its source anew, as it is typed. */
  public String restartCommand() {
    return "`./tributary restart %s --source %s`".formatted(migration, restarted());
  }

  /**
   * The command that begins one of its tables anew, as it is typed.
   *
   * @param table at the source, as verdicts name it
   */
  public String restartCommand(String table) {
    return "`./tributary restart %s --source %s --table %s`"
        .formatted(migration, restarted(), table);
  }

  /** The command that takes its new tables in, as it is typed. */
  public String addTablesCommand() {
    return "`./tributary add-tables %s --source %s`".formatted(migration, restarted());
  }

  private String restarted() {
    return goesBack() ? opposite().source() : source;
  }

  @Override
  public String toString() {
    return migration + "/" + source;
  }
}
