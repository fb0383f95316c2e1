package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.parked.ChangedKeys;
import io.tributary.cdc.apply.parked.DeadLetter;
import io.tributary.cdc.apply.parked.ParkedChange;
import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the changes of parked rows away from the target and in order behind the change that was
 * refused. Belongs to one open target transaction: what it holds counts when that commits. One
 * thread.
 */
final class Parking {
  private final TargetSession session;
  private final TargetTables tables;
  private final DeadLetterStore store;
  private final Set<ParkedKey> keys;
  private final List<DeadLetter> added = new ArrayList<>();

  Parking(TargetSession session, TargetTables tables, DeadLetterStore store, Set<ParkedKey> keys) {
    this.session = session;
    this.tables = tables;
    this.store = store;
    this.keys = new HashSet<>(keys);
  }

  /** The changes whose rows are not parked; the others are added to the dead letters. */
  List<StreamRecord> admit(List<StreamRecord> changes) {
    if (keys.isEmpty()) {
      return changes;
    }
    tables.load(session, changes);
    List<StreamRecord> admitted = new ArrayList<>(changes.size());
    for (StreamRecord record : changes) {
      if (record.change() instanceof Truncate truncate) {
        forget(truncate);
        admitted.add(record);
      } else if (waits(record)) {
        park(record, null);
      } else {
        admitted.add(record);
      }
    }
    return admitted;
  }

  /** Adds a change to the dead letters and parks its rows. */
  void park(StreamRecord record, ErrorReport cause) {
    RowChange change = (RowChange) record.change();
    List<ParkedKey> rows = ChangedKeys.of(tables.get(change.table()), change);
    ParkedKey first = rows.isEmpty() ? new ParkedKey(change.table().display(), "[]") : rows.get(0);
    DeadLetter letter =
        new DeadLetter(
            first,
            rows.size() > 1 ? rows.get(1) : null,
            record.offset(),
            change.lsn(),
            ParkedChange.write(change),
            cause == null ? "{\"waitsFor\":\"an earlier change of the row\"}" : Json.text(cause));
    store.add(session, letter);
    added.add(letter);
    keys.addAll(rows);
  }

  Set<ParkedKey> keys() {
    return keys;
  }

  List<DeadLetter> added() {
    return added;
  }

  /** The source's rows come anew: nothing waits any more. */
  void forgetAll() {
    store.removeAll(session);
    keys.clear();
  }

  private boolean waits(StreamRecord record) {
    RowChange change = (RowChange) record.change();
    TargetTable table = tables.get(change.table());
    return table != null && ChangedKeys.of(table, change).stream().anyMatch(keys::contains);
  }

  /** The table is empty at the source now: what waited for its old rows is moot. */
  private void forget(Truncate truncate) {
    TargetTable table = tables.get(truncate.table());
    if (table != null) {
      store.removeTable(session, table.name().display());
      keys.removeIf(key -> key.table().equals(table.name().display()));
    }
  }
}
