package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.CarefulWriter;
import io.tributary.cdc.apply.deadletter.DeadLetter;
import io.tributary.cdc.apply.deadletter.ParkedKeys;
import io.tributary.cdc.apply.deadletter.ParkedRows;
import io.tributary.cdc.apply.fold.FoldErrors;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.apply.write.BatchWriter;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes rows whose values are the target's literals already. */
final class LiteralWriter implements RowWriter {
  private final ApplySession session;
  private final ParkedRows parked;
  private final ParkedKeys committed;
  private final BatchWriter writer;
  private final CarefulWriter careful;
  private final UnaryOperator<FoldErrors.MissingRow> cure;

  /**
   * A writer of one transaction.
   *
   * @param parked the dead letters as the transaction sees them
   * @param catchingUp whether rows that changes are about may be missing
   * @param committed the dead letters as they are committed
   * @param cure says what helps where a row is missing
   */
  LiteralWriter(
      ApplySession session,
      TargetTables tables,
      ParkedRows parked,
      boolean catchingUp,
      ParkedKeys committed,
      UnaryOperator<FoldErrors.MissingRow> cure) {
    this.cure = cure;
    this.session = session;
    this.parked = parked;
    this.committed = committed;
    this.writer = new BatchWriter(session, tables, catchingUp);
    this.careful = new CarefulWriter(session, writer, parked);
  }

  @Override
  public void write(List<StreamRecord> changes, boolean replace) {
    List<StreamRecord> admitted = parked.admit(changes);
    if (!admitted.isEmpty()) {
      offering(() -> writer.write(admitted, replace));
    }
  }

  @Override
  public void writeUnits(List<List<StreamRecord>> units) {
    units.forEach(this::writeCarefully);
  }

  @Override
  public void writeCarefully(List<StreamRecord> changes) {
    offering(() -> careful.write(changes));
  }

  private void offering(Runnable writing) {
    try {
      writing.run();
    } catch (FoldErrors.MissingRow e) {
      throw cure.apply(e);
    }
  }

  @Override
  public void finish() {
    // What was refused waits; nothing more is to be done.
  }

  @Override
  public void committed() {
    committed.committed(session, parked);
  }

  @Override
  public void forgetAll() {
    parked.forgetAll();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return parked.added();
  }
}
