package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.cdc.apply.write.SavepointWriter;
import io.tributary.common.change.ChangeRecord.RowChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes changes of which the target may refuse some: as a whole if it takes them, otherwise one by
 * one, so that exactly the refused ones go to the dead letters. Savepoints keep all of it in one
 * transaction. Not thread-safe.
 */
public final class CarefulWriter {
  private final SavepointWriter savepoints;
  private final BatchWriter writer;
  private final ParkedRows parked;

  /** Writes into the open transaction of a session. */
  public CarefulWriter(ApplySession session, BatchWriter writer, ParkedRows parked) {
    this.savepoints = new SavepointWriter(session);
    this.writer = writer;
    this.parked = parked;
  }

  /** Writes the changes of one source transaction, or a piece of it. */
  public void write(List<StreamRecord> changes) {
    List<StreamRecord> admitted = parked.admit(changes);
    if (admitted.isEmpty() || attempt(admitted).isEmpty()) {
      return;
    }
    for (List<StreamRecord> step : steps(admitted)) {
      writeStep(step);
    }
  }

  private void writeStep(List<StreamRecord> step) {
    // An earlier step may have been parked since, and with it this one's row.
    List<StreamRecord> admitted = parked.admit(step);
    Optional<TargetFailure> refusal = admitted.isEmpty() ? Optional.empty() : attempt(admitted);
    if (refusal.isEmpty()) {
      return;
    }
    if (!(step.get(0).change() instanceof RowChange)) {
      throw refusal.get();
    }
    step.forEach(change -> parked.park(change, refusal.get().whole()));
  }

  private Optional<TargetFailure> attempt(List<StreamRecord> changes) {
    return savepoints.attempt(replace -> writer.write(changes, replace));
  }

  /** Single changes; the two halves of a key change stay together. */
  static List<List<StreamRecord>> steps(List<StreamRecord> changes) {
    List<List<StreamRecord>> out = new ArrayList<>();
    List<StreamRecord> step = new ArrayList<>();
    for (StreamRecord change : changes) {
      step.add(change);
      if (!change.firstHalf()) {
        out.add(step);
        step = new ArrayList<>();
      }
    }
    if (!step.isEmpty()) {
      out.add(step);
    }
    return out;
  }
}
