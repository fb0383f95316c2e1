package io.tributary.cdc.apply.deadletter;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.cdc.apply.write.SavepointWriter;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.json.Json;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Applies dead letters again, in order, page by page; each page is one target transaction that
 * keeps others from applying the stream. A change that is still refused stays, and so do the later
 * ones of its row. One that ends in the middle can be run again.
 */
public final class DeadLetterReplay {
  private static final long PAGE_ROWS = 500;
  private static final long PAGE_BYTES = 8 << 20;

  private final ApplySession session;
  private final BooleanSupplier closed;
  private final TargetTables tables;
  private final DeadLetterStore store;
  private final BatchWriter writer;
  private final SavepointWriter savepoints;
  private final ParkedKeySet stillParked = new ParkedKeySet();
  private long applied;

  /**
   * A replay of one stream's dead letters.
   *
   * @param closed keeps the target closed until the open transaction has ended, or says that it is
   *     open to its application already; then nothing is written
   */
  public DeadLetterReplay(
      ApplySession session, BooleanSupplier closed, TargetTables tables, DeadLetterStore store) {
    this.session = session;
    this.closed = closed;
    this.tables = tables;
    this.store = store;
    this.writer = new BatchWriter(session, tables, false);
    this.savepoints = new SavepointWriter(session);
  }

  /**
   * Runs; how many changes were applied.
   *
   * @param discarded ids of dead letters whose changes are given up
   */
  public long run(Set<Long> discarded) {
    OptionalLong after = OptionalLong.of(0);
    while (after.isPresent()) {
      session.command("BEGIN");
      after = closed.getAsBoolean() ? page(after.getAsLong(), discarded) : OptionalLong.empty();
      session.command("COMMIT");
    }
    return applied;
  }

  /** Applies the page behind an id; the last id of it, empty when there was none. */
  private OptionalLong page(long after, Set<Long> discarded) {
    discarded.forEach(id -> store.remove(session, id));
    Map<StreamRecord, Long> ids = new IdentityHashMap<>();
    List<StreamRecord> records = new ArrayList<>();
    for (DeadLetterStore.Waiting letter : store.page(session, after, PAGE_ROWS, PAGE_BYTES)) {
      StreamRecord record =
          new StreamRecord(letter.offset(), 0, ParkedChangeJson.read(letter.change()));
      ids.put(record, letter.id());
      records.add(record);
    }
    if (records.size() > 1 && records.get(records.size() - 1).firstHalf()) {
      // Its second half opens the next page; together they go with that.
      records.remove(records.size() - 1);
    }
    if (records.isEmpty()) {
      return OptionalLong.empty();
    }
    tables.load(session, records);
    CarefulWriter.steps(records).forEach(step -> step(step, ids));
    return OptionalLong.of(id(ids, records.get(records.size() - 1)));
  }

  private void step(List<StreamRecord> step, Map<StreamRecord, Long> ids) {
    List<ParkedKey> rows =
        step.stream().flatMap(record -> rows((RowChange) record.change()).stream()).toList();
    if (rows.stream().anyMatch(stillParked::contains)) {
      stillParked.addAll(rows);
      return;
    }
    Optional<ErrorReport> refusal = attempt(step);
    if (refusal.isPresent()) {
      // It may have waited for another one until now, or be refused for another reason.
      String cause = Json.text(refusal.get());
      step.forEach(record -> store.blame(session, id(ids, record), cause));
      stillParked.addAll(rows);
      return;
    }
    step.forEach(record -> store.remove(session, id(ids, record)));
    applied += step.size();
  }

  private static long id(Map<StreamRecord, Long> ids, StreamRecord record) {
    return Objects.requireNonNull(ids.get(record), "each record is a dead letter");
  }

  /** Empty when the target took it. A change of a row that is not there is refused, too. */
  private Optional<ErrorReport> attempt(List<StreamRecord> step) {
    try {
      return savepoints.attempt(replace -> writer.write(step, replace)).map(TargetFailure::report);
    } catch (TargetFailure e) {
      throw e;
    } catch (TributaryException e) {
      savepoints.undo();
      return Optional.of(e.report());
    }
  }

  private List<ParkedKey> rows(RowChange change) {
    TargetTable table = tables.get(change.table());
    return table == null ? List.of() : ChangedKeys.of(table, change);
  }
}
