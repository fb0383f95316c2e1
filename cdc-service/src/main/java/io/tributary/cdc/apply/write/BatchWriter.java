package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.fold.ChangeFold;
import io.tributary.cdc.apply.fold.FoldErrors;
import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetStatement;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.common.change.ChangeRecord;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes changes into the open transaction of a session, each key once. Not thread-safe. */
public final class BatchWriter {
  private final ApplySession session;
  private final TargetTables tables;
  private final boolean mayMiss;
  private final MissingValues missingValues;

  /**
   * A writer into the open transaction of a session.
   *
   * @param mayMiss whether rows that changes are about may be missing, because they were read when
   *     they were gone at the source already
   */
  public BatchWriter(ApplySession session, TargetTables tables, boolean mayMiss) {
    this.session = session;
    this.tables = tables;
    this.mayMiss = mayMiss;
    this.missingValues = new MissingValues(session, mayMiss);
  }

  /**
   * Writes changes of the stream.
   *
   * @param replace whether rows of tables with several unique indexes are deleted and inserted
   *     rather than updated in place, so that rows may swap unique values
   */
  public void write(List<StreamRecord> changes, boolean replace) {
    tables.load(session, changes);
    ChangeFold fold = new ChangeFold(tables::get);
    changes.forEach(change -> fold.add((ChangeRecord.Member) change.change()));
    write(fold, replace);
  }

  /** The same for rows that are not changes of the stream themselves. */
  public void writeEdits(List<RowEdit> edits, boolean replace) {
    edits.forEach(edit -> tables.load(session, edit.table()));
    ChangeFold fold = new ChangeFold(tables::get);
    edits.forEach(edit -> edit.into(fold));
    write(fold, replace);
  }

  private void write(ChangeFold fold, boolean replace) {
    // All that has to be read is read before the first statement is on its way.
    List<TableEffects> known =
        fold.effects().stream()
            .map(effects -> missingValues.fill(effects, replaced(effects.table(), replace)))
            .toList();
    List<Sent> sent = new ArrayList<>();
    for (TableEffects effects : known) {
      new TableStatements(effects.table())
          .of(effects, replaced(effects.table(), replace))
          .forEach(statement -> sent.add(new Sent(statement, effects, session.send(statement))));
    }
    for (Sent each : sent) {
      // In order: the first failure says why, those behind it only that there was one.
      RowSet<Row> answer = session.answer(each.answer());
      if (!each.statement().mayTouch(answer.rowCount()) && !mayMiss(each.effects())) {
        throw missing(each.effects());
      }
    }
  }

  private static boolean replaced(TargetTable table, boolean replace) {
    return table.replaceOnly() || (replace && table.otherUniques());
  }

  /** A statement on its way to the target. */
  private record Sent(
      TargetStatement statement, TableEffects effects, CompletableFuture<RowSet<Row>> answer) {}

  /** Rows without a key are all from one moment. */
  private boolean mayMiss(TableEffects effects) {
    return mayMiss && effects.table().keyed();
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
