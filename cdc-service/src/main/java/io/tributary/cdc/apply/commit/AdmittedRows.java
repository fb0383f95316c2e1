package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.convert.ConvertedRow;
import io.tributary.cdc.apply.convert.RefusedRow;
import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;

/** The rows of some changes that go into the target, and those that do not. One thread. */
final class AdmittedRows {
  private final List<RowEdit> removals = new ArrayList<>();
  private final List<ConvertedRow> puts = new ArrayList<>();
  private final List<RefusedRow> refused = new ArrayList<>();

  void truncate(TableName table) {
    removals.add(new RowEdit.Truncation(table));
  }

  void add(ConvertedRow row) {
    if (row.row() != null) {
      puts.add(row);
    } else if (row.targetKey() != null) {
      removals.add(removal(row));
    }
    if (row.refusal() != null) {
      refused.add(row.refusal());
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
    puts.forEach(put -> all.add(removal(put)));
    return all;
  }

  /** Rows that go into the target. */
  List<ConvertedRow> puts() {
    return List.copyOf(puts);
  }

  /** Rows that do not. */
  List<RefusedRow> refused() {
    return refused;
  }

  static List<RowEdit> edits(List<ConvertedRow> puts) {
    List<RowEdit> edits = new ArrayList<>(puts.size());
    puts.forEach(row -> edits.add(new RowEdit.Put(row.key().table(), row.row())));
    return edits;
  }

  private static RowEdit removal(ConvertedRow row) {
    return new RowEdit.Removal(row.key().table(), row.targetKey());
  }
}
