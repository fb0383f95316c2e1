package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.ApplyError;
import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One open transaction of the target: rows and checkpoint go in together or not at all. One thread.
 * Every method may throw {@link TargetFailure}; then the transaction must be rolled back.
 */
public final class TargetTransaction {

  private final TargetSession session;
  private final CheckpointStore checkpoints;
  private final Parking parking;
  private final BatchWriter writer;
  private final CarefulWriter careful;
  private final TargetTables tables;

  private TargetTransaction(
      TargetSession session, TargetTables tables, StreamId stream, Set<ParkedKey> parked) {
    this.session = session;
    this.tables = tables;
    this.checkpoints = new CheckpointStore(stream);
    this.parking = new Parking(session, tables, new DeadLetterStore(stream), parked);
    this.writer = new BatchWriter(session, tables);
    this.careful = new CarefulWriter(session, writer, parking);
    session.command("BEGIN");
  }

  /** Begins. */
  public static TargetTransaction begin(
      TargetSession session, TargetTables tables, StreamId stream, Set<ParkedKey> parked) {
    return new TargetTransaction(session, tables, stream, parked);
  }

  /** Writes changes that are tried as a whole; a refusal leaves the transaction broken. */
  public void write(List<StreamRecord> changes, boolean replace) {
    List<StreamRecord> admitted = parking.admit(changes);
    if (!admitted.isEmpty()) {
      writer.write(admitted, replace);
    }
  }

  /** Writes changes of which some may be refused; those go to the dead letters. */
  public void writeCarefully(List<StreamRecord> changes) {
    careful.write(changes);
  }

  /** Writes changes between which tables change; rows go in as their table is at their place. */
  void writeInOrder(List<StreamRecord> changes, SchemaFollower schema) {
    List<StreamRecord> rows = new ArrayList<>();
    for (StreamRecord change : changes) {
      if (change.describesTable()) {
        writeCarefully(rows);
        rows = new ArrayList<>();
        schema.follow(session, change);
        tables.forget();
      } else {
        rows.add(change);
      }
    }
    writeCarefully(rows);
  }

  /** Empties every table that this source fills, for a snapshot that starts from the beginning. */
  public void emptyTables(Source source) {
    List<TableName> tables = MigratedTables.of(session, source);
    for (TableName table : tables) {
      session.run(List.of(new Statements(Catalog.read(session, table)).truncate()));
    }
    parking.forgetAll();
  }

  /**
   * Makes sure that the target stays closed to its application until this transaction has ended.
   *
   * @param behindFence what the source changed although its fence stands
   * @throws TributaryException {@link ApplyError#WRITE_LOST} when the target is open already
   */
  public void requireClosed(ErrorReport behindFence) {
    checkpoints.requireClosed(session, behindFence);
  }

  /** Moves the checkpoint; refused when another instance has done so. */
  public void advance(Checkpoint from, Checkpoint to) {
    checkpoints.advance(session, from, to);
  }

  /** Commits. When this fails by a lost connection, only the checkpoint tells what happened. */
  public void commit() {
    session.command("COMMIT");
  }

  /** Rolls back. */
  public void rollback() {
    session.command("ROLLBACK");
  }

  /** Rows that are parked once this transaction is committed. */
  public Set<ParkedKey> parkedKeys() {
    return parking.keys();
  }

  /** Dead letters that this transaction adds. */
  public List<DeadLetter> deadLetters() {
    return parking.added();
  }
}
