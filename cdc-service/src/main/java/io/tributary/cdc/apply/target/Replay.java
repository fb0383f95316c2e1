package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.parked.ChangedKeys;
import io.tributary.cdc.apply.parked.ParkedChange;
import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
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

  /**
   * Runs; how many changes were applied.
   *
   * @param discarded ids of dead letters whose changes are given up
   */
  public long run(Set<Long> discarded) {
    session.command("BEGIN");
    discarded.forEach(id -> store.remove(session, id));
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
    if (rows.stream().anyMatch(stillParked::contains)) {
      stillParked.addAll(rows);
      return;
    }
    ErrorReport refusal = attempt(step);
    if (refusal != null) {
      // It may have waited for another one until now, or be refused for another reason.
      String cause = Json.text(refusal);
      step.forEach(record -> store.blame(session, ids.get(record), cause));
      stillParked.addAll(rows);
      return;
    }
    step.forEach(record -> store.remove(session, ids.get(record)));
    applied += step.size();
  }

  /** Null when the target took it. A change of a row that is not there is refused, too. */
  private ErrorReport attempt(List<StreamRecord> step) {
    try {
      TargetFailure refusal = writer.attempt(step);
      return refusal == null ? null : refusal.report();
    } catch (TargetFailure e) {
      throw e;
    } catch (TributaryException e) {
      session.command("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt");
      return e.report();
    }
  }

  private List<ParkedKey> rows(RowChange change) {
    TargetTable table = tables.get(change.table());
    return table == null ? List.of() : ChangedKeys.of(table, change);
  }
}
