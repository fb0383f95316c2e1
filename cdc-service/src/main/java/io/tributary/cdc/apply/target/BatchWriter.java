package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.fold.Fold;
import io.tributary.cdc.apply.fold.FoldErrors;
import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Writes changes into the open transaction of a session, each key once. One thread. */
final class BatchWriter {
  private final TargetSession session;
  private final TargetTables tables;
  private final boolean settling;
  private final MissingValues missingValues;

  BatchWriter(TargetSession session, TargetTables tables) {
    this(session, tables, false);
  }

  /**
   * A writer.
   *
   * @param settling whether rows that changes are about may be missing, because they were read when
   *     they were gone at the source already
   */
  BatchWriter(TargetSession session, TargetTables tables, boolean settling) {
    this.session = session;
    this.tables = tables;
    this.settling = settling;
    this.missingValues = new MissingValues(session, settling);
  }

  /**
   * Writes the changes.
   *
   * @param replace whether rows of tables with several unique indexes are deleted and inserted
   *     rather than updated in place, so that rows may swap unique values
   */
  void write(List<StreamRecord> changes, boolean replace) {
    tables.load(session, changes);
    Fold fold = new Fold(tables::get);
    changes.forEach(change -> fold.add((ChangeRecord.Member) change.change()));
    List<Statement> statements = new ArrayList<>();
    List<TableEffects> owners = new ArrayList<>();
    for (TableEffects effects : fold.effects()) {
      TargetTable table = effects.table();
      boolean replaced = table.replaceOnly() || (replace && table.otherUniques());
      TableEffects known = missingValues.fill(effects, replaced);
      for (Statement statement : new Statements(table).of(known, replaced)) {
        statements.add(statement);
        owners.add(known);
      }
    }
    List<RowSet<Row>> answers = session.run(statements);
    for (int i = 0; i < answers.size(); i++) {
      long expected = statements.get(i).expectedRows();
      if (expected != Statement.ANY
          && answers.get(i).rowCount() != expected
          && !mayMiss(owners.get(i))) {
        throw missing(owners.get(i));
      }
    }
  }

  /** Rows without a key are all from one moment. */
  private boolean mayMiss(TableEffects effects) {
    return settling && effects.table().keyed();
  }

  private RuntimeException missing(TableEffects effects) {
    if (!effects.table().keyed()) {
      return FoldErrors.rowMissing(
          effects.table().name(),
          effects.counts().entrySet().stream()
              .filter(entry -> entry.getValue() < 0)
              .findFirst()
              .map(entry -> entry.getKey().values())
              .orElse(List.of()));
    }
    return FoldErrors.rowMissing(
        effects.table().name(), missingValues.firstMissing(effects.table(), effects.patches()));
  }
}
