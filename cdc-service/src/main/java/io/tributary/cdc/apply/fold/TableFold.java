package io.tributary.cdc.apply.fold;

import io.tributary.common.change.ChangeRecord.RowChange;

/** Folds the changes of one table. */
interface TableFold {
  void change(RowChange change);

  void truncate();

  TableEffects effects();
}
