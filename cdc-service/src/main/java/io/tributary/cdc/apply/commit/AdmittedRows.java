package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;

/** The rows of some changes that go into the target, and those that do not. Not thread-safe. */
final class AdmittedRows {
  private final List<RowEdit> removals = new ArrayList<>();
  private final List<ConvertedRow.Accepted> puts = new ArrayList<>();
  private final List<RefusedRow> refused = new ArrayList<>();

  void truncate(TableName table) {
    removals.add(new RowEdit.Truncation(table));
  }

  void add(ConvertedRow row) {
    RowImage targetKey = row.targetKey();
    if (row instanceof ConvertedRow.Accepted accepted) {
      puts.add(accepted);
    } else if (targetKey != null) {
      removals.add(new RowEdit.Removal(row.key().table(), targetKey));
    }
    if (row instanceof ConvertedRow.Refused refusal) {
      refused.add(refusal.refusal());
    }
  }

  void refuse(RefusedRow row) {
    refused.add(row);
  }

  /** All edits; tables are emptied and rows removed before others are put. */
  List<RowEdit> edits() {
    List<RowEdit> all = new ArrayList<>(removals);
    all.addAll(edits(puts));
    return all;
  }

  /** Removals only, also of the rows that are put: so nothing of these changes is in the way. */
  List<RowEdit> clearance() {
    List<RowEdit> all = new ArrayList<>(removals);
    puts.forEach(put -> all.add(new RowEdit.Removal(put.key().table(), put.targetKey())));
    return all;
  }

  /** Rows that go into the target. */
  List<ConvertedRow.Accepted> puts() {
    return List.copyOf(puts);
  }

  /** Rows that do not. */
  List<RefusedRow> refused() {
    return refused;
  }

  static List<RowEdit> edits(List<ConvertedRow.Accepted> puts) {
    List<RowEdit> edits = new ArrayList<>(puts.size());
    puts.forEach(row -> edits.add(new RowEdit.Put(row.key().table(), row.row())));
    return edits;
  }
}
