package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Folds changes, given in the source's order, into what they do to each table in the end.
 * Intermediate states are never written, so that the cost of a batch is that of its distinct keys.
 */
public final class Fold {
  private final Function<TableName, TargetTable> tables;
  private final Map<TableName, TableFold> folds = new LinkedHashMap<>();

  /**
   * An empty fold.
   *
   * @param tables the target's table for one of the source; null for a table that does not move
   */
  public Fold(Function<TableName, TargetTable> tables) {
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
      TableFold fold = fold(change.table());
      if (fold != null) {
        fold.change(change);
      }
    } else if (member instanceof Truncate truncate) {
      TableFold fold = fold(truncate.table());
      if (fold != null) {
        fold.truncate();
      }
    }
  }

  /** What all changes do, one element per table, in the order in which the tables came up. */
  public List<TableEffects> effects() {
    return folds.values().stream().map(TableFold::effects).toList();
  }

  private TableFold fold(TableName source) {
    TableFold known = folds.get(source);
    if (known != null) {
      return known;
    }
    TargetTable table = tables.apply(source);
    if (table == null) {
      return null;
    }
    TableFold created = table.keyed() ? new KeyedFold(table) : new KeylessFold(table);
    folds.put(source, created);
    return created;
  }
}
