package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.count.TableChangeCount;
import io.tributary.cdc.apply.repair.RepairError;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.cdc.apply.repair.RepairTask;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Commits the batches of one run of a stream to where its rows go, each together with its
 * checkpoint: connects when needed and tries again what may succeed later. Not thread-safe. After
 * any exception that leaves a method the run is over; a new one starts from the checkpoint.
 */
public interface StreamCommitter extends AutoCloseable {

  /** Connects, and reads where to go on. */
  Checkpoint connect();

  /** The seal of the migration's own messages. */
  MessageSeal seal();

  /** Whether the changes say that a table is no longer what it was. */
  boolean changeTables(List<StreamRecord> changes);

  /** Writes a batch and its checkpoint, however often that must be tried. */
  void commit(ChangeBatch batch);

  /** Moves the checkpoint without a change. */
  void pass(Checkpoint from, Checkpoint to);

  /**
   * Says whether the stream is catching up with a copy: rows that changes are about may be missing,
   * because they were read after the position at which the stream begins.
   */
  void catchingUp(boolean catchingUp);

  /** Empties the source's tables: its snapshot starts from the beginning. */
  void startSnapshot(Checkpoint from, Checkpoint to);

  /**
   * Writes a piece of a large source transaction. Whether it counts is decided later, and so is
   * whether its failure does: a transaction that comes again cannot always be applied again.
   *
   * @param behind how many of the changes, from the first on, were made behind a fence
   */
  void writePiece(List<StreamRecord> changes, int behind);

  /** Commits the pieces, which are the batch. */
  void commitPieces(ChangeBatch batch);

  /** Rolls the pieces back. */
  void dropPieces();

  /**
   * Applies again what is kept aside; how much was applied.
   *
   * @param discarded ids of dead letters that are given up first
   */
  long replay(Set<Long> discarded);

  /**
   * Goes on with a repair of rows as far as it can without waiting for the stream.
   *
   * @param at where the checkpoint stands
   * @return what came of it; empty while it has to go on later
   */
  default Optional<RepairOutcome> repair(RepairTask task, Checkpoint at) {
    return Optional.of(
        RepairOutcome.refused(
            task,
            ErrorReport.of(
                RepairError.NOT_THIS_WAY,
                "Rows of this stream are not repaired. Change each row at the side that is written"
                    + " to in a way that changes nothing, which sends it again.",
                Map.of())));
  }

  /**
   * Goes on with tables that begin anew as far as it can without keeping the stream waiting.
   *
   * @param asked the generation of the last order of each table
   * @param at where the checkpoint stands
   * @param turn how long it may take
   * @return how far each table is
   */
  default List<TableRestartObserved> restartTables(
      Map<String, Long> asked, Checkpoint at, Duration turn) {
    return List.of();
  }

  /**
   * Reads anew what was known of the tables and of what is kept aside: indexes have changed, or
   * somebody else has set rows aside that refer to nothing.
   */
  QuarantineContent readAnew();

  /**
   * Keeps counts of changes that were committed; they are added to those before.
   *
   * @param counts by the name of the table that the stream has
   * @return whether they were kept; otherwise the connection was lost, and there is another one
   */
  boolean keepCounts(Map<TableName, TableChangeCount> counts);

  /** What is kept aside. */
  QuarantineContent setAside();

  @Override
  void close();
}
