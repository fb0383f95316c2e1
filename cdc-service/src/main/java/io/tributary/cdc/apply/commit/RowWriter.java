package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.DeadLetter;
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
   * Ends the writing: tries once more what may fit now.
   *
   * @throws io.tributary.common.error.TributaryException when something was kept aside that may not
   *     be; the caller must roll back
   */
  void finish();

  /** Takes note that the transaction is committed. */
  void committed();

  /** Forgets everything that is kept aside, because the source's rows come anew. */
  void forgetAll();

  /** Dead letters that this transaction adds. */
  List<DeadLetter> deadLetters();
}
