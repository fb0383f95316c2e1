package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.restart.HeldChangeStore.Holding;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a stream whose changes are held, because their rows are written anew: the changes
 * go into a table of the target, in the transaction of the checkpoint that passes them. One thread.
 */
public final class HeldTables {
  private final HeldChangeStore store;
  private Map<TableName, String> tables = Map.of();
  private long orders;

  HeldTables(StreamId stream) {
    this.store = new HeldChangeStore(stream);
  }

  /** No table of a stream is held. */
  public static HeldTables none(StreamId stream) {
    return new HeldTables(stream);
  }

  /** Takes note of what is committed. */
  void set(Collection<TableRestart> restarts) {
    Map<TableName, String> members = new HashMap<>();
    orders = 0;
    for (TableRestart restart : restarts) {
      if (restart.phase().holds()) {
        restart.members().forEach(member -> members.put(member, restart.table()));
        orders += restart.ordered();
      }
    }
    tables = members;
  }

  /** Whether no table is held. */
  public boolean isEmpty() {
    return tables.isEmpty();
  }

  /** The orders of all tables that are held, added up: whoever has another sum is out of date. */
  public long orders() {
    return orders;
  }

  /** Whether a table, as verdicts name it, is held. */
  public boolean holds(String table) {
    return tables.containsValue(table);
  }

  /** Whether a record is about a table that is held. */
  public boolean holds(StreamRecord record) {
    return record.changedTable().filter(tables::containsKey).isPresent();
  }

  /**
   * Holds changes of a batch in the open transaction.
   *
   * @param units changes by source transaction
   * @param positions where each was committed
   * @return the changes that are not held
   */
  public List<List<StreamRecord>> keep(
      ApplySession session, List<List<StreamRecord>> units, List<Long> positions) {
    List<List<StreamRecord>> others = new ArrayList<>();
    List<Holding> held = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      List<StreamRecord> rest = new ArrayList<>();
      for (StreamRecord record : units.get(i)) {
        if (holds(record)) {
          held.add(new Holding(table(record), positions.get(i), record));
        } else {
          rest.add(record);
        }
      }
      others.add(rest);
    }
    if (!held.isEmpty()) {
      store.add(session, held);
    }
    return others;
  }

  /** Holds changes of a piece of a transaction, whose position is known only at its end. */
  public void keepPiece(ApplySession session, List<StreamRecord> changes) {
    if (!changes.isEmpty()) {
      store.add(
          session,
          changes.stream().map(record -> new Holding(table(record), null, record)).toList());
    }
  }

  /** Says where the transaction was committed whose pieces are held. */
  public void place(ApplySession session, long position) {
    if (!isEmpty()) {
      store.place(session, position);
    }
  }

  private String table(StreamRecord record) {
    return record.changedTable().map(tables::get).orElseThrow();
  }
}
