package io.tributary.cdc.apply.restart;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that was ordered to begin anew, as the target keeps it.
 *
 * @param table at the source, as verdicts name it
 * @param ordered the generation of the order
 * @param phase how far it is
 * @param members the tables of the source that hold its rows: itself, or its partitions
 * @param position where the source was when the rows were read that are in the target; 0 before
 * @param rows that were copied
 * @param error why it was refused; null when it was not
 */
record TableRestart(
    String table,
    long ordered,
    Phase phase,
    List<TableName> members,
    long position,
    long rows,
    @Nullable ErrorReport error) {

  /** What is kept of how far it is. */
  enum Phase {
    /** Changes are held; the target's rows may be any. */
    HOLDING,
    /** The rows are those that the source had at the position, with some of the held changes. */
    CATCHING_UP,
    /** Nothing is held any more. */
    DONE,
    /** Nothing was touched. */
    REFUSED;

    /** Whether changes of the table are held. */
    boolean holds() {
      return this == HOLDING || this == CATCHING_UP;
    }
  }

  TableRestart {
    members = List.copyOf(members);
  }

  /** One whose changes are held from now on. */
  static TableRestart begun(String table, long ordered, List<TableName> members) {
    return new TableRestart(table, ordered, Phase.HOLDING, members, 0, 0, null);
  }

  /** One that nothing is done for. */
  static TableRestart refused(String table, long ordered, ErrorReport why) {
    return new TableRestart(table, ordered, Phase.REFUSED, List.of(), 0, 0, why);
  }

  /** The same whose rows have to be read again. */
  TableRestart again() {
    return begun(table, ordered, members);
  }

  /** The same with all rows of one moment. */
  TableRestart copied(long at, long copiedRows) {
    return new TableRestart(table, ordered, Phase.CATCHING_UP, members, at, copiedRows, null);
  }

  /** The same with every held change applied. */
  TableRestart done() {
    return new TableRestart(table, ordered, Phase.DONE, members, position, rows, null);
  }

  /**
   * What is told of it.
   *
   * @param copying rows that were copied so far
   * @param waits why it waits; null when it does not
   */
  TableRestartObserved observed(long copying, @Nullable ErrorReport waits) {
    return switch (phase) {
      case HOLDING ->
          new TableRestartObserved(
              table, ordered, TableRestartObserved.Phase.COPYING, copying, waits);
      case CATCHING_UP ->
          new TableRestartObserved(
              table, ordered, TableRestartObserved.Phase.CATCHING_UP, rows, waits);
      case DONE ->
          new TableRestartObserved(table, ordered, TableRestartObserved.Phase.DONE, rows, null);
      case REFUSED ->
          new TableRestartObserved(table, ordered, TableRestartObserved.Phase.REFUSED, 0, error);
    };
  }
}
