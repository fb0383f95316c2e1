package io.tributary.cdc.apply.fold;

import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;

/** Folds the changes of one table. */
interface TableFold {
  void change(RowChange change);

  void put(RowImage row);

  void remove(RowImage key);

  void truncate();

  TableEffects effects();
}
