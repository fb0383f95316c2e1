package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.follow.SchemaFollower;
import io.tributary.cdc.apply.quarantine.LaterStates;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import java.util.Set;

/**
 * The way of the rows of one kind of source into the target, with what is kept aside on it. One
 * thread.
 */
public interface RowPath extends AutoCloseable {
  /**
   * The path of a source.
   *
   * @param databases reaches a source whose catalog is asked when a table has changed
   * @param later what is known of refused rows that are followed by a later state
   * @param making how room is made for tables that are new at the source
   */
  static RowPath of(
      StreamId stream, Source source, Databases databases, LaterStates later, TableMaking making) {
    return switch (source.kind()) {
      case POSTGRESQL -> new LiteralPath(stream, source, databases);
      case SQLITE -> ConvertedPath.ofSqlite(stream, source, later);
      case CHROMA -> ConvertedPath.ofChroma(stream, source, later, making);
    };
  }

  /** Reads what is committed, over a new connection. */
  void connected(ApplySession session);

  /** The target's tables by their name at the source. */
  TargetTables tables();

  /**
   * Says whether the stream is catching up with a copy, so that rows that changes are about may be
   * missing. A path that always writes whole rows need not know.
   */
  default void catchingUp(boolean catchingUp) {}

  /** The follower of the source's schema. */
  SchemaFollower schema();

  /** Makes the writer of the rows of one transaction, which is about to begin. */
  RowWriter writer(ApplySession session);

  /** Tables of the target that may hold rows of the source. */
  List<TableName> filledTables(ApplySession session);

  /**
   * Tries what is kept aside again, in a transaction of its own; how much was applied.
   *
   * @param discarded ids of dead letters that are given up first
   */
  long replay(ApplySession session, Set<Long> discarded);

  /** What is kept aside. */
  QuarantineContent setAside();

  @Override
  default void close() {
    schema().close();
  }
}
