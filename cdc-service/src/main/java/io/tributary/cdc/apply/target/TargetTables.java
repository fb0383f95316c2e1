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
  private final Reader reader;
  private final Map<TableName, Optional<TargetTable>> known = new HashMap<>();

  /** The tables of a source that keep their names; nothing read yet. */
  public TargetTables(Source source) {
    this((session, table) -> source.targetOf(table).map(name -> Catalog.read(session, name)));
  }

  /** Tables that are found in another way; nothing read yet. */
  TargetTables(Reader reader) {
    this.reader = reader;
  }

  /** Reads the target of a table of the source; empty when it does not move. */
  interface Reader {
    Optional<TargetTable> read(TargetSession session, TableName table);
  }

  /** Reads what is not known yet of the tables that these changes touch. */
  void load(TargetSession session, List<StreamRecord> changes) {
    TableName last = null;
    for (StreamRecord change : changes) {
      TableName table = table(change);
      if (table != null && !table.equals(last) && !known.containsKey(table)) {
        known.put(table, reader.read(session, table));
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
