package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.apply.stream.StreamRecord;
import java.util.List;
import java.util.Set;

/** Writes rows whose values are the target's literals already. */
final class LiteralWriter implements RowWriter {
  private final Parking parking;
  private final BatchWriter writer;
  private final CarefulWriter careful;

  /**
   * A writer of one transaction.
   *
   * @param settling whether rows that changes are about may be missing
   */
  LiteralWriter(TargetSession session, TargetTables tables, Parking parking, boolean settling) {
    this.parking = parking;
    this.writer = new BatchWriter(session, tables, settling);
    this.careful = new CarefulWriter(session, writer, parking);
  }

  @Override
  public void write(List<StreamRecord> changes, boolean replace) {
    List<StreamRecord> admitted = parking.admit(changes);
    if (!admitted.isEmpty()) {
      writer.write(admitted, replace);
    }
  }

  @Override
  public void writeUnits(List<List<StreamRecord>> units) {
    units.forEach(this::writeCarefully);
  }

  @Override
  public void writeCarefully(List<StreamRecord> changes) {
    careful.write(changes);
  }

  @Override
  public void settle() {
    // What was refused waits; nothing more is to be done.
  }

  @Override
  public void forgetAll() {
    parking.forgetAll();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return parking.added();
  }

  /** Rows that are parked once this transaction is committed. */
  Set<ParkedKey> parkedKeys() {
    return parking.keys();
  }
}
