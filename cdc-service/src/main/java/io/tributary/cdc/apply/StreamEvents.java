package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.count.UnkeptCounts;
import io.tributary.cdc.apply.repair.RepairOutcome;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The events of a {@link StreamRun}, and the requests that others make of it. Called on the
 * stream's thread.
 */
interface StreamEvents {
  /**
   * A batch is committed.
   *
   * @param aside what is kept aside now
   * @param more whether further records are at hand
   */
  void committed(ChangeBatch batch, Checkpoint to, QuarantineContent aside, boolean more);

  /** From now on nothing is at hand on the topic, or something is again. */
  void idle(boolean nothing);

  /** A message was passed over that only looks like one of ours. */
  void forged(ChangeRecord.Message message);

  /** The rows of the snapshot come from the beginning. */
  void snapshotStarted();

  /**
   * Every row is committed; returns when what comes before streaming is done.
   *
   * @param anew reads what is kept aside once that is done: it may have set rows aside
   */
  void snapshotCompleted(Supplier<QuarantineContent> anew);

  /** The request for a replay that is next. */
  Optional<ReplayRequest> replayAsked();

  /** A request was carried out. */
  void replayed(ReplayRequest request, long applied, QuarantineContent aside);

  /** The request for a repair that is in hand or next. */
  Optional<RepairRequest> repairAsked();

  /** A repair has ended. */
  void repaired(RepairRequest request, RepairOutcome outcome);

  /** The generation of the last order to begin each table anew. */
  Map<String, Long> tableRestarts();

  /** How far each of these is. */
  void tablesRestarted(List<TableRestartObserved> tables);

  /** Whether rows were set aside outside of the stream since the last call. */
  boolean setAsideElsewhere();

  /** What is committed, and of which the count is not kept yet. */
  UnkeptCounts unkeptCounts();

  /** What is kept aside was read anew. */
  void setAside(QuarantineContent aside);
}
