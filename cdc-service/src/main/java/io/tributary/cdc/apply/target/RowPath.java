package io.tributary.cdc.apply.target;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Set;

/**
 * How the rows of a source get into the target, by the kind of the source, and what is kept aside
 * on the way. One thread.
 */
interface RowPath extends AutoCloseable {

  /** A connection was made: reads what is committed. */
  void connected(TargetSession session);

  /** The target's tables by their name at the source. */
  TargetTables tables();

  /** Whether rows that changes are about may be missing; they may not where this does nothing. */
  default void settling(boolean settling) {}

  /** What watches the source's tables. */
  SchemaWatch schema();

  /** Writes rows into the transaction that was begun. */
  RowWriter writer(TargetSession session);

  /** The writer's transaction is committed. */
  void committed(TargetSession session, RowWriter writer);

  /** Tables of the target that may hold rows of the source. */
  List<TableName> filledTables(TargetSession session);

  /**
   * Tries what is kept aside again, in a transaction of its own; how much was applied.
   *
   * @param discarded ids of dead letters that are given up first
   */
  long replay(TargetSession session, Set<Long> discarded);

  /** What is kept aside. */
  SetAside setAside();

  @Override
  default void close() {
    schema().close();
  }
}
