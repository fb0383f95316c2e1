package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.model.TableName;
import java.util.List;

/** Transactions in which rows of tables that begin anew are written. One thread. */
public interface CopyingSteps extends RestartSteps {
  /**
   * Applies changes of the stream, of which the target may refuse some, in the open transaction.
   */
  void apply(List<StreamRecord> changes);

  /** Forgets what is kept aside of tables, whose rows come anew, in the open transaction. */
  void forget(List<TableName> tables);
}
