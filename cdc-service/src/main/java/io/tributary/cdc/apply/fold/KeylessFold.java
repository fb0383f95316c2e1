package io.tributary.cdc.apply.fold;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.RowImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the changes of a table without key: a multiset of whole rows. */
final class KeylessFold implements TableFold {
  private final TargetTable table;
  private final Map<RowImage, Integer> counts = new LinkedHashMap<>();
  private boolean truncated;

  KeylessFold(TargetTable table) {
    this.table = table;
  }

  @Override
  public void truncate() {
    counts.clear();
    truncated = true;
  }

  @Override
  public void change(RowChange change) {
    switch (change.op()) {
      case SNAPSHOT, INSERT -> count(change.after(), 1);
      case DELETE -> count(change.before(), -1);
      case UPDATE -> {
        if (change.before() == null) {
          throw FoldErrors.keyUnknown(table.name(), "the row before the change");
        }
        count(change.before(), -1);
        count(change.row().filledFrom(change.before()), 1);
      }
    }
  }

  @Override
  public void put(RowImage row) {
    count(row, 1);
  }

  @Override
  public void remove(RowImage row) {
    count(row, -1);
  }

  private void count(@Nullable RowImage row, int difference) {
    if (row == null || !row.complete()) {
      throw FoldErrors.keyUnknown(table.name(), "the whole row");
    }
    counts.merge(row, difference, Integer::sum);
  }

  @Override
  public TableEffects effects() {
    counts.values().removeIf(count -> count == 0);
    return new TableEffects(
        table, truncated, List.of(), List.of(), List.of(), List.of(), Map.copyOf(counts));
  }
}
