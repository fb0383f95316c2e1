package io.tributary.cdc.apply.table;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target's tables by their names at the source, read once and kept. Not thread-safe. */
public final class TargetTables {
  private final Reader reader;
  private final Map<TableName, Optional<TargetTable>> known = new HashMap<>();

  /** The tables of a source that keep their names; nothing read yet. */
  public TargetTables(Source source) {
    this((session, table) -> source.targetOf(table).map(name -> TargetCatalog.read(session, name)));
  }

  /** Tables that are found in another way; nothing read yet. */
  public TargetTables(Reader reader) {
    this.reader = reader;
  }

  /** Reads the target of a table of the source; empty when it does not move. */
  public interface Reader {
    Optional<TargetTable> read(ApplySession session, TableName table);
  }

  /** Reads what is not known yet of the tables that these changes touch. */
  public void load(ApplySession session, List<StreamRecord> changes) {
    TableName last = null;
    for (StreamRecord change : changes) {
      TableName table = table(change);
      if (table != null && !table.equals(last)) {
        load(session, table);
      }
      last = table;
    }
  }

  /** Reads a table of the source, if it is not known yet. */
  public void load(ApplySession session, TableName table) {
    if (!known.containsKey(table)) {
      known.put(table, reader.read(session, table));
    }
  }

  /** The target of a table of the source; null when it does not move. It must have been loaded. */
  public @Nullable TargetTable get(TableName table) {
    return Objects.requireNonNull(known.get(table), "a table is loaded first").orElse(null);
  }

  /** The name at the source of what is a table of the target; empty where none was loaded. */
  public Optional<TableName> sourceOf(TableName target) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().filter(table -> table.name().equals(target)).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Forgets everything: keys and columns may have changed. */
  public void forget() {
    known.clear();
  }

  private static @Nullable TableName table(StreamRecord record) {
    if (record.change() instanceof RowChange row) {
      return row.table();
    }
    return record.change() instanceof Truncate truncate ? truncate.table() : null;
  }
}
