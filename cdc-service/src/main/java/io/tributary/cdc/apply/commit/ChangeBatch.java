package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.SourceTransaction;
import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.count.ChangeCounts;
import io.tributary.common.error.ErrorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one target transaction, and the checkpoint before and after it. Not thread-safe.
 */
public final class ChangeBatch {
  private final Checkpoint from;
  private Checkpoint to;
  private final List<List<StreamRecord>> units = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();
  private final List<Long> commitMillis = new ArrayList<>();
  private @Nullable List<StreamRecord> snapshotRows;
  private final ChangeCounts counts;
  private long rows;
  private long bytes;
  private int behind;
  private @Nullable ErrorReport behindFence;
  private @Nullable ErrorReport foreign;

  /** An empty batch behind a checkpoint. */
  public ChangeBatch(Checkpoint from) {
    this(from, new ChangeCounts());
  }

  /**
   * A batch of which a part is written already.
   *
   * @param written the counts of that part, to which those of the rest are added
   */
  public ChangeBatch(Checkpoint from, ChangeCounts written) {
    this.from = from;
    this.counts = written;
    this.to = from;
  }

  /** Adds a source transaction. */
  public void add(SourceTransaction transaction) {
    snapshotRows = null;
    if (!transaction.changes().isEmpty()) {
      units.add(transaction.changes());
      positions.add(transaction.commitLsn());
    }
    counts.count(transaction.changes());
    commitMillis.add(transaction.commitMillis());
    rows += transaction.extent().rows();
    bytes += transaction.extent().bytes();
    to = to.after(transaction);
  }

  /**
   * Notes that its transaction, which is its only one, holds changes that the source made behind
   * its fence.
   *
   * @param leading how many of its changes, from the first on, came behind a fence that stood
   *     before
   */
  public void behindFence(ErrorReport found, int leading) {
    behindFence = found;
    behind = leading;
  }

  /**
   * Notes that its changes behind the fence are none that the source's own application made in
   * time: they are not applied.
   *
   * @param kept the first of them that is kept as a dead letter; null where the other side has all
   *     of it
   */
  public void foreign(@Nullable ErrorReport kept) {
    behindFence = null;
    foreign = kept;
  }

  /** Adds a snapshot row. */
  public void addSnapshotRow(StreamRecord row) {
    if (snapshotRows == null) {
      snapshotRows = new ArrayList<>();
      units.add(snapshotRows);
      positions.add(to.position());
    }
    snapshotRows.add(row);
    counts.count(row);
    rows++;
    bytes += row.bytes();
    to = to.afterSnapshotRow(row.passed(), row.bytes());
  }

  /** Passes records that change nothing. */
  public void pass(long offset) {
    to = to.at(offset);
  }

  /** Passes the end of the snapshot. */
  public void endSnapshot(long offset) {
    to = to.snapshotEnded(offset);
  }

  /** The changes behind the fence that it holds; empty as a rule. */
  public Optional<ErrorReport> behindFence() {
    return Optional.ofNullable(behindFence);
  }

  /** The first change that was kept as a dead letter, because somebody made it on a closed side. */
  public Optional<ErrorReport> foreign() {
    return Optional.ofNullable(foreign);
  }

  /** How many of its changes, from the first on, came behind a fence that stood before. */
  public int behind() {
    return behind;
  }

  /** Whether it holds rows or transactions, which do not wait when nothing more is at hand. */
  public boolean urgent() {
    return rows > 0 || !commitMillis.isEmpty();
  }

  /** Whether the checkpoint would move. */
  public boolean moves() {
    return !to.standsAt(from);
  }

  /** Changes in it. */
  public long rows() {
    return rows;
  }

  /** Bytes of its records. */
  public long bytes() {
    return bytes;
  }

  /** Distinct tables that it changes; each costs the target some locks. */
  public int tables() {
    return counts.tables();
  }

  /** Its changes by table. */
  public ChangeCounts counts() {
    return counts;
  }

  /** Commit times of its source transactions, epoch milliseconds. */
  public List<Long> commitMillis() {
    return commitMillis;
  }

  /** The checkpoint before. */
  public Checkpoint from() {
    return from;
  }

  /** The checkpoint after. */
  public Checkpoint to() {
    return to;
  }

  /** Changes by source transaction. */
  List<List<StreamRecord>> units() {
    return units;
  }

  /** Where each of these was committed. */
  List<Long> positions() {
    return positions;
  }

  /** All changes, in order. */
  public List<StreamRecord> changes() {
    if (units.size() == 1) {
      return units.get(0);
    }
    List<StreamRecord> all = new ArrayList<>();
    units.forEach(all::addAll);
    return all;
  }
}
