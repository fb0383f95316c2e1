package io.tributary.bench.replication;

import io.tributary.bench.effort.Parts;
import io.tributary.bench.stage.ItemTable;
import io.tributary.bench.stage.Pair;

/** Something that makes a target's table follow a source's. */
public interface Replication {
  /** As results.json names it. */
  String name();

  /** Whose processor time it takes. */
  Parts parts();

  /**
   * Makes both databases with the table's rows at the source, and returns when the target has them
   * and follows.
   *
   * @throws Exception whatever keeps it from replicating; what it began is gone then
   */
  Running start(Pair pair, ItemTable table) throws Exception;

  /** A replication that runs; closing it ends it and leaves both databases. */
  interface Running extends AutoCloseable {
    /** Returns when everything that was committed at the source so far has been read there. */
    void awaitCaptured() throws Exception;
  }
}
