package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.convert.Converted;
import io.tributary.cdc.apply.convert.Refusal;
import io.tributary.cdc.apply.stream.StreamRecord;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.change.Row;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;

/** What goes into the target of some changes, and what does not. */
final class Admission {
  private final List<StreamRecord> removals = new ArrayList<>();
  private final List<Converted> puts = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();

  void truncate(TableName table) {
    removals.add(record(new Truncate(table, 0, 0, 0)));
  }

  void add(Converted row) {
    if (row.row() != null) {
      puts.add(row);
    } else if (row.targetKey() != null) {
      removals.add(removal(row));
    }
    if (row.refusal() != null) {
      refusals.add(row.refusal());
    }
  }

  void refuse(Refusal refusal) {
    refusals.add(refusal);
  }

  /** Everything, tables emptied and rows removed before others are put. */
  List<StreamRecord> changes() {
    List<StreamRecord> all = new ArrayList<>(removals);
    all.addAll(puts(puts));
    return all;
  }

  /** Removals only, also of the rows that are put: so nothing of these changes is in the way. */
  List<StreamRecord> clearance() {
    List<StreamRecord> all = new ArrayList<>(removals);
    puts.forEach(put -> all.add(removal(put)));
    return all;
  }

  List<Converted> puts() {
    return puts;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  static List<StreamRecord> puts(List<Converted> rows) {
    return rows.stream().map(row -> change(row.key().table(), Op.INSERT, null, row.row())).toList();
  }

  private static StreamRecord removal(Converted row) {
    return change(row.key().table(), Op.DELETE, row.targetKey(), null);
  }

  private static StreamRecord change(TableName table, Op op, Row before, Row after) {
    return record(new RowChange(table, op, before, after, null, null, 0, 0, 0, 0));
  }

  private static StreamRecord record(io.tributary.common.change.ChangeRecord change) {
    return new StreamRecord(0, 0, change);
  }
}
