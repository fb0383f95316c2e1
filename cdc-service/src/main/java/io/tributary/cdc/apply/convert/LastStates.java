package io.tributary.cdc.apply.convert;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts changes by table and row and keeps the last state of each, so that only that is converted:
 * a state that is refused and corrected within the same changes is never seen. Not thread-safe.
 */
public final class LastStates {
  private final MappedSource source;
  private final Map<TableName, Optional<TableStates>> tables = new LinkedHashMap<>();

  private LastStates(MappedSource source) {
    this.source = source;
  }

  /**
   * The last states.
   *
   * @throws io.tributary.common.error.TributaryException {@code TRB-APPLY-SCHEMA-CHANGED} for a
   *     table that is not what the mapping was made for
   */
  public static List<TableStates> of(MappedSource source, List<StreamRecord> changes) {
    LastStates states = new LastStates(source);
    changes.forEach(states::add);
    return states.all();
  }

  /** The states of rows that were kept aside. */
  public static List<TableStates> ofKept(MappedSource source, List<SourceState> rows) {
    LastStates states = new LastStates(source);
    rows.forEach(states::keep);
    return states.all();
  }

  private List<TableStates> all() {
    return tables.values().stream().flatMap(Optional::stream).toList();
  }

  private void keep(SourceState state) {
    source.requireKnown(state.key().table(), state.row());
    states(state.key().table()).ifPresent(table -> table.keep(state));
  }

  private void add(StreamRecord record) {
    if (record.change() instanceof RowChange change) {
      source.requireKnown(change.table(), change.lastImage());
      states(change.table()).ifPresent(table -> table.change(change, record.offset()));
    } else if (record.change() instanceof Truncate truncate) {
      states(truncate.table()).ifPresent(TableStates::truncate);
    }
  }

  private Optional<TableStates> states(TableName name) {
    return tables.computeIfAbsent(
        name, n -> source.table(n).map(table -> new TableStates(n, table)));
  }
}
