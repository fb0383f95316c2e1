package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.parked.ChangedKeys;
import io.tributary.cdc.apply.parked.ParkedChange;
import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.model.StreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies dead letters again, in order. A change that is still refused stays, and so do the later
 * ones of its row. One target transaction.
 */
public final class Replay {
  private final TargetSession session;
  private final TargetTables tables;
  private final DeadLetterStore store;
  private final CarefulWriter writer;
  private final Set<ParkedKey> stillParked = new HashSet<>();
  private long applied;

  /** A replay of one stream's dead letters. */
  public Replay(TargetSession session, TargetTables tables, StreamId stream) {
    this.session = session;
    this.tables = tables;
    this.store = new DeadLetterStore(stream);
    this.writer = new CarefulWriter(session, new BatchWriter(session, tables), null);
  }

  /** Runs; how many changes were applied. */
  public long run() {
    session.command("BEGIN");
    List<DeadLetterStore.Waiting> waiting = store.all(session);
    Map<StreamRecord, Long> ids = new HashMap<>();
    List<StreamRecord> records =
        waiting.stream()
            .map(
                letter -> {
                  StreamRecord record =
                      new StreamRecord(letter.offset(), 0, ParkedChange.read(letter.change()));
                  ids.put(record, letter.id());
                  return record;
                })
            .toList();
    tables.load(session, records);
    CarefulWriter.steps(records).forEach(step -> step(step, ids));
    session.command("COMMIT");
    return applied;
  }

  /** Rows that are still parked. */
  public Set<ParkedKey> stillParked() {
    return stillParked;
  }

  private void step(List<StreamRecord> step, Map<StreamRecord, Long> ids) {
    List<ParkedKey> rows =
        step.stream().flatMap(record -> rows((RowChange) record.change()).stream()).toList();
    if (rows.stream().anyMatch(stillParked::contains) || writer.attempt(step) != null) {
      stillParked.addAll(rows);
      return;
    }
    step.forEach(record -> store.remove(session, ids.get(record)));
    applied += step.size();
  }

  private List<ParkedKey> rows(RowChange change) {
    TargetTable table = tables.get(change.table());
    return table == null ? List.of() : ChangedKeys.of(table, change);
  }
}
