package io.tributary.cdc.apply.convert;

import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last state of each row of a table within some changes, whatever came between. Not
 * thread-safe.
 */
public final class TableStates {
  private final TableName source;
  private final MappedTable table;
  private final Map<SourceKey, RowState> last = new LinkedHashMap<>();
  private final Set<SourceKey> sharedGone = new HashSet<>();
  private boolean truncated;

  TableStates(TableName source, MappedTable table) {
    this.source = source;
    this.table = table;
  }

  void truncate() {
    truncated = true;
    last.clear();
    sharedGone.clear();
  }

  void change(RowChange change, long offset) {
    boolean gone = change.after() == null;
    RowImage image = change.lastImage();
    SourceKey key = table.sharedKey(image);
    if (!table.shares(image)) {
      last.put(
          key, gone ? new RowState.Gone(key, image) : new SourceState(key, image, change.lsn()));
    } else if (gone) {
      // The connector removes all rows that share the key, and sends again those that are there.
      last.keySet().removeIf(other -> other.row() != 0 && other.shared().equals(key));
      sharedGone.add(key);
    } else {
      SourceKey own = new SourceKey(key.table(), key.values(), Math.max(1, offset));
      last.put(own, new SourceState(own, image, change.lsn()));
    }
  }

  /** Takes a state that was kept aside. */
  void keep(SourceState state) {
    last.put(state.key(), state);
  }

  /** The table at the source. */
  public TableName source() {
    return source;
  }

  /** How its rows are converted. */
  public MappedTable table() {
    return table;
  }

  /** Whether the source has emptied the table before these states. */
  public boolean truncated() {
    return truncated;
  }

  /** Keys with a NULL in them all of whose earlier rows are gone. */
  public Set<SourceKey> sharedGone() {
    return sharedGone;
  }

  /** What becomes of each row; those that are gone first, because they make room for others. */
  public List<ConvertedRow> converted() {
    List<ConvertedRow> gone = new ArrayList<>();
    List<ConvertedRow> there = new ArrayList<>();
    for (RowState state : last.values()) {
      ConvertedRow row = state.convertedBy(table);
      (row instanceof ConvertedRow.Gone ? gone : there).add(row);
    }
    gone.addAll(there);
    return gone;
  }
}
