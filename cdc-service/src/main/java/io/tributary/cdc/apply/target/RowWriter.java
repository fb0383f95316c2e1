package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.stream.StreamRecord;
import java.util.List;

/** Writes changes into one open transaction of the target, and keeps aside what it refuses. */
interface RowWriter {

  /** Writes changes that are tried as a whole; a refusal leaves the transaction broken. */
  void write(List<StreamRecord> changes, boolean replace);

  /** Writes whole source transactions of which some changes may be refused. */
  void writeUnits(List<List<StreamRecord>> units);

  /** Writes changes of which some may be refused. */
  void writeCarefully(List<StreamRecord> changes);

  /**
   * Everything is written.
   *
   * @throws io.tributary.common.error.TributaryException when something was kept aside that may not
   *     be; the caller must roll back
   */
  void settle();

  /** The source's rows come anew: nothing is kept aside any more. */
  void forgetAll();

  /** Dead letters that this transaction adds. */
  List<DeadLetter> deadLetters();
}
