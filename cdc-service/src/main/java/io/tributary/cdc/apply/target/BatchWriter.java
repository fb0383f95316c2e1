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
import java.util.concurrent.CompletableFuture;

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
    // All that has to be read is read before the first statement is on its way.
    List<TableEffects> known =
        fold.effects().stream()
            .map(effects -> missingValues.fill(effects, replaced(effects.table(), replace)))
            .toList();
    List<Sent> sent = new ArrayList<>();
    for (TableEffects effects : known) {
      new Statements(effects.table())
          .of(effects, replaced(effects.table(), replace))
          .forEach(statement -> sent.add(new Sent(statement, effects, session.send(statement))));
    }
    for (Sent each : sent) {
      long expected = each.statement().expectedRows();
      // In order: once one statement has failed, those behind it only say that the transaction did.
      RowSet<Row> answer = session.answer(each.answer());
      if (expected != Statement.ANY && answer.rowCount() != expected && !mayMiss(each.effects())) {
        throw missing(each.effects());
      }
    }
  }

  private static boolean replaced(TargetTable table, boolean replace) {
    return table.replaceOnly() || (replace && table.otherUniques());
  }

  /** A statement on its way to the target. */
  private record Sent(
      Statement statement, TableEffects effects, CompletableFuture<RowSet<Row>> answer) {}

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
