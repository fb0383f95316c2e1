package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The parked rows within one open transaction of the target. Keeps the changes of parked rows away
 * from the target and in order behind the change that was refused; what it adds counts when the
 * transaction commits. Not thread-safe.
 */
public final class ParkedRows {
  private final ApplySession session;
  private final TargetTables tables;
  private final DeadLetterStore store;
  private final ParkedKeys committed;
  private final Set<ParkedKey> addedKeys = new HashSet<>();
  private final Set<String> emptied = new HashSet<>();
  private boolean forgotAll;
  private final List<DeadLetter> added = new ArrayList<>();

  /** The parked rows as the transaction finds them. */
  public ParkedRows(
      ApplySession session, TargetTables tables, DeadLetterStore store, ParkedKeys committed) {
    this.session = session;
    this.tables = tables;
    this.store = store;
    this.committed = committed;
  }

  /** The changes whose rows are not parked; the others are added to the dead letters. */
  public List<StreamRecord> admit(List<StreamRecord> changes) {
    if (addedKeys.isEmpty() && committed.isEmpty()) {
      return changes;
    }
    tables.load(session, changes);
    List<StreamRecord> admitted = new ArrayList<>(changes.size());
    for (StreamRecord record : changes) {
      if (record.change() instanceof Truncate truncate) {
        forget(truncate);
        admitted.add(record);
      } else if (waits(record)) {
        park(record, "{\"waitsFor\":\"an earlier change of the row\"}");
      } else {
        admitted.add(record);
      }
    }
    return admitted;
  }

  /** Adds a change to the dead letters and parks its rows. */
  void park(StreamRecord record, ErrorReport cause) {
    park(record, Json.text(cause));
  }

  private void park(StreamRecord record, String cause) {
    RowChange change = (RowChange) record.change();
    List<ParkedKey> rows = ChangedKeys.of(required(change.table()), change);
    ParkedKey first = rows.isEmpty() ? new ParkedKey(change.table().display(), "[]") : rows.get(0);
    DeadLetter letter =
        new DeadLetter(
            first,
            rows.size() > 1 ? rows.get(1) : null,
            record.offset(),
            change.lsn(),
            ParkedChangeJson.write(change),
            cause);
    store.add(session, letter);
    added.add(letter);
    addedKeys.addAll(rows);
  }

  private TargetTable required(TableName table) {
    return Objects.requireNonNull(tables.get(table), "only rows that move are parked");
  }

  Set<ParkedKey> addedKeys() {
    return addedKeys;
  }

  /** Whether dead letters were given up, so that what is left must be asked. */
  boolean forgot() {
    return forgotAll || !emptied.isEmpty();
  }

  /** Dead letters that the transaction adds. */
  public List<DeadLetter> added() {
    return added;
  }

  /** Forgets all dead letters, because the source's rows come anew. */
  public void forgetAll() {
    store.removeAll(session);
    addedKeys.clear();
    forgotAll = true;
  }

  private boolean waits(StreamRecord record) {
    RowChange change = (RowChange) record.change();
    TargetTable table = tables.get(change.table());
    return table != null && ChangedKeys.of(table, change).stream().anyMatch(this::parked);
  }

  private boolean parked(ParkedKey key) {
    boolean before = !forgotAll && !emptied.contains(key.table()) && committed.contains(key);
    return before || addedKeys.contains(key);
  }

  /** Forgets the dead letters of a table that the source has emptied. */
  private void forget(Truncate truncate) {
    TargetTable table = tables.get(truncate.table());
    if (table != null) {
      store.removeTable(session, table.name().display());
      addedKeys.removeIf(key -> key.table().equals(table.name().display()));
      emptied.add(table.name().display());
    }
  }
}
