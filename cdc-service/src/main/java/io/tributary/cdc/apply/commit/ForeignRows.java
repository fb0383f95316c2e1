package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.deadletter.ChangedKeys;
import io.tributary.cdc.apply.deadletter.ParkedKey;
import io.tributary.cdc.apply.fold.RowKeys;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.write.SavepointWriter;
import io.tributary.cdc.apply.write.StoredRow;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.json.Json;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a change that was made on a closed side leaves there what the open side has: then
 * nothing of it is lost, and nothing waits for anybody. So a row may be made equal by hand. Where
 * that is not certain, it is another one.
 *
 * @param session in a transaction of the open side
 */
record ForeignRows(ApplySession session) {

  /** Of a row whose values are the target's literals. */
  boolean settled(TargetTable table, RowChange change) {
    if (!table.keyed() || ChangedKeys.of(table, change).size() != 1) {
      return false;
    }
    RowImage after = change.after();
    List<String> key = RowKeys.of(table, after == null ? change.before() : after);
    if (key == null) {
      return false;
    }
    return after == null
        ? stored(table, new RowImage(table.key(), key)) == StoredRow.ABSENT
        : stored(table, after) == StoredRow.SAME;
  }

  /** Of a row that was converted; none where it may not be compared. */
  boolean settled(TargetTable table, List<ConvertedRow> converted) {
    if (converted.size() != 1 || !table.keyed()) {
      return false;
    }
    ConvertedRow row = converted.get(0);
    if (row instanceof ConvertedRow.Accepted accepted) {
      return stored(table, accepted.row()) == StoredRow.SAME;
    }
    RowImage key = row.targetKey();
    return row instanceof ConvertedRow.Gone
        && key != null
        && stored(table, key) == StoredRow.ABSENT;
  }

  /** A value that the target does not take is none that it has. */
  private @Nullable StoredRow stored(TargetTable table, RowImage row) {
    AtomicReference<StoredRow> found = new AtomicReference<>();
    new SavepointWriter(session).attempt(replace -> found.set(StoredRow.of(session, table, row)));
    return found.get();
  }

  /** The key at the target, or what the source says of it where it has none there. */
  static ParkedKey key(TargetTable table, RowChange change, List<ConvertedRow> converted) {
    RowImage key = converted.isEmpty() ? null : converted.get(0).targetKey();
    RowImage shown = key == null ? change.lastImage() : key;
    return new ParkedKey(table.name().display(), Json.text(shown.values()));
  }
}
