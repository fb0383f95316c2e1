package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.count.TableChangeCount;
import io.tributary.cdc.apply.deadletter.ForeignWrites;
import io.tributary.cdc.apply.follow.SchemaFollower;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.cdc.apply.restart.HeldTables;
import io.tributary.cdc.apply.restart.ReadTables;
import io.tributary.cdc.apply.restart.TableResending;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.TableMaking;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way of the rows of one kind of source into the target, with what is kept aside on it. One
 * thread.
 */
public interface RowPath extends AutoCloseable {
  /**
   * The path of a PostgreSQL source: literals as they come, refused rows to the dead letters.
   *
   * @param databases reaches the source, whose catalog is asked when a table has changed
   */
  static CommitterFactory literal(MovingSource moving, Databases databases) {
    return literal(moving, databases, ReadTables.ALL);
  }

  /**
   * The same of a source whose tables may join while it is applied.
   *
   * @param reading whether the stream reads a table yet
   */
  static CommitterFactory literal(MovingSource moving, Databases databases, ReadTables reading) {
    return (later, owner, hooks) ->
        new BatchCommitter(
            moving.stream(), new LiteralPath(moving, databases, reading), owner, hooks);
  }

  /** The path of a SQLite source of which no table is sent again. */
  static CommitterFactory ofFile(MovingSource moving) {
    return ofFile(moving, Optional.empty());
  }

  /**
   * The path of a SQLite source: rows converted as declared, refused ones to the quarantine.
   *
   * @param resending has the connector send all rows of a table again
   */
  static CommitterFactory ofFile(MovingSource moving, Optional<TableResending> resending) {
    return (later, owner, hooks) ->
        new BatchCommitter(
            moving.stream(),
            ConvertedPath.ofSqlite(moving.stream(), moving.source(), later, resending),
            owner,
            hooks);
  }

  /**
   * The path of a Chroma source: as that of a file, with room made for new collections.
   *
   * @param making by which statements a collection gets its table
   */
  static CommitterFactory ofCollections(MovingSource moving, TableMaking making) {
    return (later, owner, hooks) ->
        new BatchCommitter(
            moving.stream(),
            ConvertedPath.ofChroma(moving.stream(), moving.source(), later, making),
            owner,
            hooks);
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

  /**
   * Goes on with a repair of rows as far as it can without waiting for the stream; a path whose
   * source sends rows again when it is asked to has none.
   *
   * @param at where the checkpoint stands
   * @return what came of it; empty while it has to go on later
   */
  Optional<RepairOutcome> repair(
      ApplySession session, RepairTask task, Checkpoint at, ApplyHooks hooks);

  /** The tables whose changes are held, because they begin anew. */
  HeldTables held();

  /**
   * Goes on with tables that begin anew.
   *
   * @param asked the generation of the last order of each table
   * @param turn how long it may take
   * @return how far each table is
   */
  List<TableRestartObserved> restartTables(
      ApplySession session, Map<String, Long> asked, Duration turn, RestartTransactions steps);

  /** The definition of tables changes in the open transaction. */
  default void tablesRedefined(ApplySession session) {}

  /**
   * Keeps changes as dead letters that somebody has made on the source's side, which was closed;
   * not those that leave what the target has. Nothing is applied.
   *
   * @throws io.tributary.common.error.TributaryException what cannot be kept so
   */
  void keepForeign(ApplySession session, List<StreamRecord> changes, ForeignWrites foreign);

  /** Counts of changes, by the names of tables that verdicts have. */
  default Map<TableName, TableChangeCount> named(
      ApplySession session, Map<TableName, TableChangeCount> counts) {
    return counts;
  }

  /** What is kept aside. */
  QuarantineContent setAside();

  @Override
  default void close() {
    schema().close();
  }
}
