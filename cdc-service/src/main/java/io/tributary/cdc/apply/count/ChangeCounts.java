package io.tributary.cdc.apply.count;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The changes of some records, counted by table. One thread. */
public final class ChangeCounts {
  private final Map<TableName, TableTally> tallies = new HashMap<>();
  private @Nullable TableName last;
  private @Nullable TableTally lastTally;

  /** Counts an event; one that changes no rows of a table is passed over. */
  public void count(StreamRecord record) {
    if (record.change() instanceof RowChange row) {
      tally(row.table()).count(row, record.bytes());
    } else if (record.change() instanceof Truncate truncate) {
      tally(truncate.table()).count(truncate, record.bytes());
    }
  }

  /** Counts events. */
  public void count(List<StreamRecord> records) {
    records.forEach(this::count);
  }

  /** Neighbours are mostly of one table. */
  private TableTally tally(TableName table) {
    TableTally tally = lastTally;
    if (tally == null || !table.equals(last)) {
      tally = tallies.computeIfAbsent(table, any -> new TableTally());
      last = table;
      lastTally = tally;
    }
    return tally;
  }

  /** Distinct tables of which there was any event. */
  public int tables() {
    return tallies.size();
  }

  /** The tables that somebody has changed. */
  Map<TableName, TableChangeCount> changed() {
    Map<TableName, TableChangeCount> changed = new TreeMap<>();
    tallies.forEach(
        (table, tally) -> {
          if (!tally.none()) {
            changed.put(table, tally.value());
          }
        });
    return changed;
  }
}
