package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes changes that the target may refuse: as a whole if it can be, otherwise one by one, so that
 * exactly the refused ones go to the dead letters. Savepoints keep all of it in one transaction.
 */
final class CarefulWriter {
  private final TargetSession session;
  private final BatchWriter writer;
  private final Parking parking;

  CarefulWriter(TargetSession session, BatchWriter writer, Parking parking) {
    this.session = session;
    this.writer = writer;
    this.parking = parking;
  }

  /** Writes the changes of one source transaction, or a piece of it. */
  void write(List<StreamRecord> changes) {
    List<StreamRecord> admitted = parking.admit(changes);
    if (admitted.isEmpty() || attempt(admitted) == null) {
      return;
    }
    for (List<StreamRecord> step : steps(admitted)) {
      writeStep(step);
    }
  }

  private void writeStep(List<StreamRecord> step) {
    // An earlier step may have been parked since, and with it this one's row.
    List<StreamRecord> admitted = parking.admit(step);
    TargetFailure refusal = admitted.isEmpty() ? null : attempt(admitted);
    if (refusal == null) {
      return;
    }
    if (!(step.get(0).change() instanceof RowChange)) {
      throw refusal;
    }
    step.forEach(change -> parking.park(change, refusal.report()));
  }

  /** Null when it was written; otherwise why the changes themselves were refused. */
  TargetFailure attempt(List<StreamRecord> changes) {
    TargetFailure refusal = attempt(changes, false);
    return refusal != null && refusal.collision() ? attempt(changes, true) : refusal;
  }

  private TargetFailure attempt(List<StreamRecord> changes, boolean replace) {
    session.command("SAVEPOINT attempt");
    try {
      writer.write(changes, replace);
      session.command("RELEASE SAVEPOINT attempt");
      return null;
    } catch (TargetFailure e) {
      if (!e.refusesChange()) {
        throw e;
      }
      session.command("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt");
      return e;
    }
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
