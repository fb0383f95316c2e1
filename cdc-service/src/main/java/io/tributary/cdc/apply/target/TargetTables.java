package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The target's tables by their name at the source, read once and kept. One thread. */
public final class TargetTables {
  private final Source source;
  private final Map<TableName, Optional<TargetTable>> known = new HashMap<>();

  /** Nothing read yet. */
  public TargetTables(Source source) {
    this.source = source;
  }

  /** Reads what is not known yet of the tables that these changes touch. */
  void load(TargetSession session, List<StreamRecord> changes) {
    TableName last = null;
    for (StreamRecord change : changes) {
      TableName table = table(change);
      if (table != null && !table.equals(last) && !known.containsKey(table)) {
        known.put(table, source.targetOf(table).map(name -> Catalog.read(session, name)));
      }
      last = table;
    }
  }

  /** The target of a table of the source; null when it does not move. It must have been loaded. */
  TargetTable get(TableName table) {
    return known.get(table).orElse(null);
  }

  /** Forgets everything: keys and columns may have changed. */
  public void forget() {
    known.clear();
  }

  private static TableName table(StreamRecord record) {
    if (record.change() instanceof RowChange row) {
      return row.table();
    }
    return record.change() instanceof Truncate truncate ? truncate.table() : null;
  }
}
