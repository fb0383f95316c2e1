package io.tributary.cdc.apply.convert;

import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last state of each row of a table within some changes, whatever came between. One thread. */
public final class TableStates {
  private final TableName source;
  private final MappedTable table;
  private final Map<SourceKey, RowChange> last = new LinkedHashMap<>();
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
    SourceKey key = table.sharedKey(gone ? change.before() : change.after());
    if (!table.shares(gone ? change.before() : change.after())) {
      last.put(key, change);
    } else if (gone) {
      // The connector removes all rows that share the key, and sends again those that are there.
      last.keySet().removeIf(other -> other.row() != 0 && other.shared().equals(key));
      sharedGone.add(key);
    } else {
      last.put(new SourceKey(key.table(), key.values(), Math.max(1, offset)), change);
    }
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
  public List<Converted> converted() {
    List<Converted> gone = new ArrayList<>();
    List<Converted> there = new ArrayList<>();
    last.forEach(
        (key, change) -> {
          Converted row = table.convert(key, change);
          (row.gone() ? gone : there).add(row);
        });
    gone.addAll(there);
    return gone;
  }
}
