package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Folds changes, given in the source's order, into what they do to each table in the end.
 * Intermediate states are never written, so that the cost of a batch is that of its distinct keys.
 */
public final class ChangeFold {
  private final Function<TableName, TargetTable> tables;
  private final Map<TableName, TableFold> folds = new LinkedHashMap<>();

  /**
   * An empty fold.
   *
   * @param tables the target's table for one of the source; null for a table that does not move
   */
  public ChangeFold(Function<TableName, TargetTable> tables) {
    this.tables = tables;
  }

  /**
   * Takes the next change.
   *
   * @throws io.tributary.common.error.TributaryException when the change does not say which row it
   *     is about, or changes a row that an earlier one has deleted
   */
  public void add(ChangeRecord.Member member) {
    if (member instanceof RowChange change) {
      in(change.table(), fold -> fold.change(change));
    } else if (member instanceof Truncate truncate) {
      truncate(truncate.table());
    }
  }

  void truncate(TableName table) {
    in(table, TableFold::truncate);
  }

  void put(TableName table, RowImage row) {
    in(table, fold -> fold.put(row));
  }

  void remove(TableName table, RowImage key) {
    in(table, fold -> fold.remove(key));
  }

  /** What all changes do, one element per table, in the order in which the tables came up. */
  public List<TableEffects> effects() {
    return folds.values().stream().map(TableFold::effects).toList();
  }

  private void in(TableName source, Consumer<TableFold> change) {
    TableFold fold = folds.get(source);
    if (fold == null) {
      TargetTable table = tables.apply(source);
      if (table == null) {
        return;
      }
      fold = table.keyed() ? new KeyedFold(table) : new KeylessFold(table);
      folds.put(source, fold);
    }
    change.accept(fold);
  }
}
