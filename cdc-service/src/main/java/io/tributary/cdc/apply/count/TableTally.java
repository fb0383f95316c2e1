package io.tributary.cdc.apply.count;

import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;

/**
 * The running count of one table's changes. Mutable, because it is asked for every event. One
 * thread.
 */
final class TableTally {
  private long inserts;
  private long updates;
  private long deletes;
  private long truncates;
  private long bytes;

  /** Counts a change of so many bytes, unless its connector sends it of itself. */
  void count(RowChange row, int size) {
    if (!row.reread() && row.op() != ChangeRecord.Op.SNAPSHOT) {
      count(row);
      bytes += size;
    }
  }

  /** The same of a table that was emptied. */
  void count(Truncate truncate, int size) {
    if (!truncate.reread()) {
      truncates++;
      bytes += size;
    }
  }

  /** The first half of a changed key is counted with the second. */
  private void count(RowChange row) {
    switch (row.op()) {
      case INSERT -> {
        if (row.oldKey() == null) {
          inserts++;
        } else {
          updates++;
        }
      }
      case UPDATE -> updates++;
      case DELETE -> {
        if (row.newKey() == null) {
          deletes++;
        }
      }
      case SNAPSHOT -> {}
    }
  }

  /** Whether nothing was counted. */
  boolean none() {
    return (inserts | updates | deletes | truncates | bytes) == 0;
  }

  TableChangeCount value() {
    return new TableChangeCount(inserts, updates, deletes, truncates, bytes);
  }
}
