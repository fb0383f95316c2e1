package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.Refusal;
import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.quarantine.Quarantine;
import io.tributary.cdc.apply.quarantine.QuarantineStore;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.common.convert.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Converts rows and writes those that go into the target; the others go to the quarantine, in the
 * same transaction.
 */
final class ConvertedWriter implements RowWriter {
  private final Admitting admitting;
  private final BatchWriter writer;
  private final CarefulWriter attempts;
  private final Quarantine quarantine;
  private final Consumer<Collection<Refusal>> rule;
  private int writes;

  /**
   * A writer of one transaction.
   *
   * @param rule refuses to go on where rows may not be kept aside
   */
  ConvertedWriter(
      TargetSession session,
      TargetTables tables,
      Admitting admitting,
      Quarantine quarantine,
      Consumer<Collection<Refusal>> rule) {
    this.admitting = admitting;
    this.writer = new BatchWriter(session, tables);
    this.attempts = new CarefulWriter(session, writer, null);
    this.quarantine = quarantine;
    this.rule = rule;
  }

  @Override
  public void write(List<StreamRecord> changes, boolean replace) {
    Admission admission = admitting.of(changes);
    List<StreamRecord> admitted = admission.changes();
    if (!admitted.isEmpty()) {
      writer.write(admitted, replace);
    }
    quarantine.put(admission.refusals());
  }

  @Override
  public void writeUnits(List<List<StreamRecord>> units) {
    // Together: only the last state of a row counts, whichever transaction it came with.
    writeCarefully(units.stream().flatMap(List::stream).toList());
  }

  @Override
  public void writeCarefully(List<StreamRecord> changes) {
    writes++;
    Admission admission = admitting.of(changes);
    List<StreamRecord> admitted = admission.changes();
    if (!admitted.isEmpty() && attempts.attempt(admitted) != null) {
      // With everything out of the way that these changes touch, a row can only be refused for
      // itself or for a row that stays, whatever the order.
      writer.write(admission.clearance(), false);
      isolate(List.copyOf(admission.puts()), admission);
    }
    quarantine.put(admission.refusals());
  }

  /** Writes rows by halves until exactly the refused ones are left over. */
  private void isolate(List<Converted> rows, Admission admission) {
    if (rows.isEmpty()) {
      return;
    }
    TargetFailure refusal = attempts.attempt(Admission.puts(rows));
    if (refusal == null) {
      return;
    }
    if (rows.size() == 1) {
      admission.refuse(refused(rows.get(0), refusal));
      return;
    }
    int half = rows.size() / 2;
    isolate(rows.subList(0, half), admission);
    isolate(rows.subList(half, rows.size()), admission);
  }

  private static Refusal refused(Converted row, TargetFailure failure) {
    return new Refusal(
        row.key(),
        null,
        Reason.TARGET_REFUSED,
        failure.answer(),
        row.change().after(),
        row.change().lsn());
  }

  /** A row may have been refused for another one that a later piece has changed. */
  @Override
  public void settle() {
    if (writes > 1) {
      again(quarantine.justRefusedByTarget());
    }
    rule.accept(quarantine.added().values());
  }

  /** Tries rows that are kept aside once more. */
  void again(List<QuarantineStore.Kept> rows) {
    if (!rows.isEmpty()) {
      List<StreamRecord> changes = new ArrayList<>();
      rows.forEach(row -> changes.add(new StreamRecord(0, 0, row.change())));
      writeCarefully(changes);
    }
  }

  Quarantine quarantine() {
    return quarantine;
  }

  @Override
  public void forgetAll() {
    quarantine.forgetAll();
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return List.of();
  }
}
