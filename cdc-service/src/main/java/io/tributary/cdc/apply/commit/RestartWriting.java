package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.CarefulWriter;
import io.tributary.cdc.apply.deadletter.DeadLetterStore;
import io.tributary.cdc.apply.deadletter.ParkedKeys;
import io.tributary.cdc.apply.deadletter.ParkedRows;
import io.tributary.cdc.apply.restart.CopyingSteps;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes held changes of a PostgreSQL source as its stream does: what the target refuses goes to
 * the dead letters, in the same transaction. One thread.
 */
final class RestartWriting implements CopyingSteps {
  private final RestartTransactions transactions;
  private final ApplySession session;
  private final TargetTables tables;
  private final DeadLetterStore store;
  private final ParkedKeys committed;
  private @Nullable ParkedRows parked;
  private boolean forgot;

  RestartWriting(
      RestartTransactions transactions,
      TargetTables tables,
      DeadLetterStore store,
      ParkedKeys committed) {
    this.transactions = transactions;
    this.session = transactions.session();
    this.tables = tables;
    this.store = store;
    this.committed = committed;
  }

  @Override
  public long position() {
    return transactions.position();
  }

  @Override
  public void begin() {
    parked = null;
    forgot = false;
    transactions.begin();
  }

  @Override
  public void require(boolean asKnown) {
    transactions.require(asKnown);
  }

  @Override
  public void apply(List<StreamRecord> changes) {
    tables.load(session, changes);
    ParkedRows rows = new ParkedRows(session, tables, store, committed);
    parked = rows;
    new CarefulWriter(session, new BatchWriter(session, tables, false), rows).write(changes);
  }

  @Override
  public void forget(List<TableName> names) {
    for (TableName name : names) {
      tables.load(session, name);
      TargetTable table = tables.get(name);
      if (table != null) {
        store.removeTable(session, table.name().display());
        forgot = true;
      }
    }
  }

  @Override
  public void commit() {
    transactions.commit(parked == null ? List.of() : parked.added());
    if (forgot) {
      committed.load(session);
    } else if (parked != null) {
      committed.committed(session, parked);
    }
  }

  @Override
  public void undo() {
    transactions.undo();
  }

  @Override
  public boolean over(TributaryException failure) {
    return transactions.over(failure);
  }
}
