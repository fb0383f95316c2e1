package io.tributary.bench.replication;

import io.tributary.bench.effort.CountedProcesses;
import io.tributary.bench.stage.DatabasePair;
import io.tributary.bench.stage.ItemTable;

/** A replication of one table from a source database to its target. */
public interface TableReplication {
  /** As results.json names it. */
  String name();

  /** Whose processor time it takes. */
  CountedProcesses parts();

  /**
   * Makes both databases with the table's rows at the source, and returns when the target has them
   * and follows.
   *
   * @throws Exception whatever keeps it from replicating; what it began is gone then
   */
  Running start(DatabasePair pair, ItemTable table) throws Exception;

  /**
   * The pair as its changes go: the first end is written to, the second follows.
   *
   * @param pair as it was started with
   */
  default DatabasePair written(DatabasePair pair) {
    return pair;
  }

  /** A replication that runs; closing it ends it and leaves both databases. */
  interface Running extends AutoCloseable {
    /** Returns when everything that was committed at the source so far has been read there. */
    void awaitCaptured() throws Exception;
  }
}
