package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.DeadLetter;
import io.tributary.cdc.apply.deadletter.ForeignWrites;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.table.TargetCatalog;
import io.tributary.cdc.apply.write.TableStatements;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.WayBackError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One open transaction of the target: rows and checkpoint go in together or not at all. Not
 * thread-safe. Every method may throw {@link TargetFailure}; then the transaction must be rolled
 * back.
 */
public final class TargetTransaction {

  private final ApplySession session;
  private final CheckpointStore checkpoints;
  private final RowPath path;
  private final RowWriter writer;
  private boolean altered;
  private boolean wrote;
  private CheckpointStore.@Nullable PassedFence passed;
  private @Nullable ForeignWrites foreign;

  private TargetTransaction(ApplySession session, RowPath path, StreamId stream) {
    this.session = session;
    this.path = path;
    this.checkpoints = new CheckpointStore(stream);
    this.writer = path.writer(session);
    session.command("BEGIN");
  }

  /** Begins a transaction on a session that is in none. */
  static TargetTransaction begin(ApplySession session, RowPath path, StreamId stream) {
    return new TargetTransaction(session, path, stream);
  }

  /** Says first that apply writes the transaction, whose rows are many. */
  void announce() {
    checkpoints.touch(session);
  }

  /** Writes a batch. */
  void write(ChangeBatch batch, WriteMode mode) {
    List<StreamRecord> changes = batch.changes();
    List<StreamRecord> own = own(changes, batch.behind());
    boolean all = own.size() == changes.size();
    wrote = !own.isEmpty();
    List<List<StreamRecord>> units = all ? batch.units() : List.of(own);
    if (!path.held().isEmpty()) {
      // Where some are not its own there is but one source transaction.
      units =
          path.held()
              .keep(session, units, all ? batch.positions() : List.of(batch.to().position()));
      own = units.stream().flatMap(List::stream).toList();
    }
    switch (mode) {
      case UPSERT -> writer.write(own, false);
      case REPLACE -> writer.write(own, true);
      case CAREFUL -> writer.writeUnits(units);
    }
    writer.finish();
  }

  /**
   * The changes without those that somebody has made on a closed side: these are kept as dead
   * letters. What was made behind a fence is that, where the target was opened behind the same. But
   * rows that a connector sends of itself are nobody's; where the target is closed again they go
   * in, for their source is read as it is when its own fence is gone.
   *
   * @param behind how many of them, from the first on, came behind a fence that stood before
   */
  private List<StreamRecord> own(List<StreamRecord> changes, int behind) {
    if (behind == 0) {
      return changes;
    }
    if (passed == null) {
      passed = checkpoints.openedBehind(session).orElse(null);
    }
    CheckpointStore.PassedFence fence = passed;
    if (fence == null) {
      return changes;
    }
    List<StreamRecord> own = new ArrayList<>();
    List<StreamRecord> made = new ArrayList<>();
    for (StreamRecord change : changes.subList(0, behind)) {
      boolean nobodys = change.describesTable() || (change.reread() && !fence.open());
      (nobodys ? own : made).add(change);
    }
    if (!made.isEmpty()) {
      if (foreign == null) {
        foreign = new ForeignWrites(session, checkpoints.stream(), fence.token());
      }
      path.keepForeign(session, made, foreign);
    }
    own.addAll(changes.subList(behind, changes.size()));
    return own;
  }

  /** What somebody has made on a closed side; empty where nothing of it is that. */
  Optional<ForeignWrites> foreign() {
    return Optional.ofNullable(foreign);
  }

  /** Whether it writes rows. */
  boolean wrote() {
    return wrote;
  }

  /** Writes changes between which tables change; rows go in as their table is at their place. */
  void writeInOrder(List<StreamRecord> changes, int behind) {
    List<StreamRecord> rows = new ArrayList<>();
    List<StreamRecord> held = new ArrayList<>();
    for (StreamRecord change : own(changes, behind)) {
      if (change.describesTable()) {
        writer.writeCarefully(rows);
        rows = new ArrayList<>();
        altered |= path.schema().follow(session, change);
        path.tables().forget();
        path.tablesRedefined(session);
      } else {
        (path.held().holds(change) ? held : rows).add(change);
        wrote = true;
      }
    }
    writer.writeCarefully(rows);
    path.held().keepPiece(session, held);
  }

  /** Says where the pieces were committed at the source. */
  void place(Checkpoint to) {
    path.held().place(session, to.position());
  }

  /**
   * Says that every piece is written.
   *
   * @throws TributaryException when rows were refused for which the stream stops
   */
  void finishRows() {
    writer.finish();
  }

  /** Whether it changes a table. */
  boolean alters() {
    return altered;
  }

  /** Empties every table that this source fills, for a snapshot that starts from the beginning. */
  void emptyTables() {
    for (TableName table : path.filledTables(session)) {
      session.run(new TableStatements(TargetCatalog.read(session, table)).truncate());
    }
    writer.forgetAll();
    path.tablesRedefined(session);
  }

  /**
   * Makes sure that the target stays closed to its application until this transaction has ended.
   *
   * @param behindFence what the source changed although its fence stands
   * @throws TributaryException {@link WayBackError#WRITE_LOST} when the target is open already
   */
  public void requireClosed(ErrorReport behindFence) {
    checkpoints.requireClosed(session, behindFence);
  }

  /** Moves the checkpoint; refused when another instance has done so. */
  public void advance(Checkpoint from, Checkpoint to) {
    checkpoints.advance(session, from, to);
  }

  /** Makes sure that the target is not open; the checkpoint must have been moved before. */
  void requireUnopened() {
    checkpoints.requireUnopened(session, path.held().orders());
  }

  /** Makes sure that nobody has begun to copy; the checkpoint must have been moved before. */
  void requireUncopied(Checkpoint expected) {
    checkpoints.requireUncopied(session, expected);
  }

  /** Commits. When this fails by a lost connection, only the checkpoint tells what happened. */
  public void commit() {
    session.command("COMMIT");
  }

  /** Rolls back. */
  public void rollback() {
    session.command("ROLLBACK");
  }

  /** Takes note that the transaction is committed. */
  void committed() {
    writer.committed();
  }

  /** Dead letters that this transaction adds. */
  public List<DeadLetter> deadLetters() {
    List<DeadLetter> letters = new ArrayList<>(writer.deadLetters());
    foreign().ifPresent(kept -> letters.addAll(kept.letters()));
    return letters;
  }
}
