package io.tributary.cdc.apply.quarantine;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.convert.SourceKey;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The refused rows of which the stream has a later state: the refused state may pass, because the
 * later one decides. A record that only came again has its old position and does not count. One
 * thread.
 */
public final class LaterStates {
  private final Map<SourceKey, Long> seen = new HashMap<>();

  /** Whether a later state of the row was seen. */
  public boolean cover(RefusedRow refused) {
    return seen.getOrDefault(refused.key(), Long.MIN_VALUE) > refused.position();
  }

  /** Forgets everything, because all rows come anew. */
  public void forget() {
    seen.clear();
  }

  /** Looks for later states of these rows. */
  public Search of(List<RefusedRow> rows, MappedSource source) {
    return new Search(rows, source);
  }

  /** Takes what comes behind the rows in the stream. */
  public final class Search {
    private final MappedSource source;
    private final List<RefusedRow> rows;
    private final Map<SourceKey, List<SourceKey>> keys;
    private final Set<TableName> tables;

    private Search(List<RefusedRow> rows, MappedSource source) {
      this.rows = rows;
      this.source = source;
      this.keys =
          rows.stream()
              .map(RefusedRow::key)
              .distinct()
              .collect(Collectors.groupingBy(SourceKey::shared));
      this.tables = rows.stream().map(row -> row.key().table()).collect(Collectors.toSet());
    }

    /** Whether nothing is left to look for. */
    public boolean done() {
      return rows.stream().allMatch(LaterStates.this::cover);
    }

    /** Looks at the next record. */
    public void take(ChangeRecord record) {
      if (record instanceof RowChange change && tables.contains(change.table())) {
        source
            .keyOf(change)
            .ifPresent(key -> note(keys.getOrDefault(key, List.of()), change.lsn()));
      } else if (record instanceof Truncate truncate && tables.contains(truncate.table())) {
        rows.stream()
            .map(RefusedRow::key)
            .filter(key -> key.table().equals(truncate.table()))
            .forEach(key -> note(List.of(key), truncate.lsn()));
      } else if (record instanceof ChangeRecord.SnapshotStarted) {
        rows.forEach(row -> note(List.of(row.key()), Long.MAX_VALUE));
      }
    }

    private void note(List<SourceKey> found, long position) {
      found.forEach(key -> seen.merge(key, position, Math::max));
    }
  }
}
