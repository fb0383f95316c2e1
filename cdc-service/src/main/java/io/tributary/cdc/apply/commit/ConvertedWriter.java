package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceState;
import io.tributary.cdc.apply.deadletter.DeadLetter;
import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.cdc.apply.quarantine.QuarantineTransaction;
import io.tributary.cdc.apply.quarantine.QuarantinedKeys;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.cdc.apply.write.SavepointWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Converts rows and writes those that go into the target; the others go to the quarantine, in the
 * same transaction.
 */
final class ConvertedWriter implements RowWriter {
  private final RowAdmission admission;
  private final BatchWriter writer;
  private final SavepointWriter savepoints;
  private final QuarantineTransaction quarantine;
  private final QuarantinedKeys committed;
  private final Consumer<Collection<RefusedRow>> rule;
  private int writes;

  /**
   * A writer of one transaction.
   *
   * @param quarantine the quarantine as the transaction sees it
   * @param committed the quarantine as it is committed
   * @param rule refuses to go on where rows may not be kept aside
   */
  ConvertedWriter(
      RowAdmission admission,
      BatchWriter writer,
      SavepointWriter savepoints,
      QuarantineTransaction quarantine,
      QuarantinedKeys committed,
      Consumer<Collection<RefusedRow>> rule) {
    this.admission = admission;
    this.writer = writer;
    this.savepoints = savepoints;
    this.quarantine = quarantine;
    this.committed = committed;
    this.rule = rule;
  }

  @Override
  public void write(List<StreamRecord> changes, boolean replace) {
    AdmittedRows rows = admission.of(changes);
    List<RowEdit> edits = rows.edits();
    if (!edits.isEmpty()) {
      writer.writeEdits(edits, replace);
    }
    quarantine.put(rows.refused());
  }

  @Override
  public void writeUnits(List<List<StreamRecord>> units) {
    // Together: only the last state of a row counts, whichever transaction it came with.
    writeCarefully(units.stream().flatMap(List::stream).toList());
  }

  @Override
  public void writeCarefully(List<StreamRecord> changes) {
    writeCarefully(admission.of(changes));
  }

  private void writeCarefully(AdmittedRows rows) {
    writes++;
    if (attempt(rows.edits()).isPresent()) {
      // With everything out of the way that these changes touch, a row can only be refused for
      // itself or for a row that stays, whatever the order.
      writer.writeEdits(rows.clearance(), false);
      isolate(rows.puts(), rows);
    }
    quarantine.put(rows.refused());
  }

  private Optional<TargetFailure> attempt(List<RowEdit> edits) {
    return edits.isEmpty()
        ? Optional.empty()
        : savepoints.attempt(replace -> writer.writeEdits(edits, replace));
  }

  /** Writes rows by halves until exactly the refused ones are left over. */
  private void isolate(List<ConvertedRow.Accepted> puts, AdmittedRows rows) {
    Optional<TargetFailure> refusal = attempt(AdmittedRows.edits(puts));
    if (refusal.isEmpty()) {
      return;
    }
    if (puts.size() == 1) {
      SourceState state = puts.get(0).source();
      rows.refuse(RefusedRow.of(state, refusal.get()));
      return;
    }
    int half = puts.size() / 2;
    isolate(puts.subList(0, half), rows);
    isolate(puts.subList(half, puts.size()), rows);
  }

  /** A row may have been refused for another one that a later piece has changed. */
  @Override
  public void finish() {
    if (writes > 1) {
      again(quarantine.justRefusedByTarget());
    }
    rule.accept(quarantine.added().values());
  }

  /** Tries rows that are kept aside once more. */
  void again(List<SourceState> rows) {
    if (!rows.isEmpty()) {
      writeCarefully(admission.ofKept(rows));
    }
  }

  @Override
  public void committed() {
    committed.committed(quarantine);
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
