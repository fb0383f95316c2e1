package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import org.jspecify.annotations.Nullable;

/**
 * How far one table of a source is with the last order to begin it anew.
 *
 * @param table at the source, as verdicts name it
 * @param ordered the generation of the order
 * @param phase how far it is
 * @param rows that were written anew so far; 0 for a file, whose connector sends them
 * @param error why it waits, or was refused; null when there is nothing to say
 */
public record TableRestartObserved(
    String table, long ordered, Phase phase, long rows, @Nullable ErrorReport error) {

  /** How far a table is that was ordered to begin anew. */
  public enum Phase {
    /** It was ordered, and nothing has happened yet. */
    WAITING,
    /** Changes of the table are held, and its rows are written anew. */
    COPYING,
    /** The rows are in; the changes since are applied. Of a file: its connector sends the rows. */
    CATCHING_UP,
    /** The table is where its stream is. */
    DONE,
    /** Nothing of the table was touched. */
    REFUSED;

    /** Whether nothing more will happen. */
    public boolean over() {
      return switch (this) {
        case WAITING, COPYING, CATCHING_UP -> false;
        case DONE, REFUSED -> true;
      };
    }
  }

  /** One of which nobody has taken note yet. */
  public static TableRestartObserved waiting(String table, long ordered) {
    return new TableRestartObserved(table, ordered, Phase.WAITING, 0, null);
  }

  /** The same with why it waits; null for no reason. */
  public TableRestartObserved because(@Nullable ErrorReport why) {
    return new TableRestartObserved(table, ordered, phase, rows, why);
  }
}
