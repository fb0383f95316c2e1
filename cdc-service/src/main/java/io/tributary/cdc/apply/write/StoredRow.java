package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** What the target has under the key of a row, held against that row. */
public enum StoredRow {
  /** No row. */
  ABSENT,
  /** A row with other values. */
  OTHER,
  /** A row with the same values, as far as they are given. */
  SAME;

  /**
   * Looks, in the open transaction of a session.
   *
   * @param table a table with a key
   * @param row its key, and the values that count
   * @throws TargetFailure when the target does not take a value
   */
  public static StoredRow of(ApplySession session, TargetTable table, RowImage row) {
    RowsParameter values = RowGroups.presentKeyFirst(table, List.of(row)).findFirst().orElseThrow();
    for (Row found : session.run(new TableStatements(table).same(values))) {
      return found.getBoolean(0) ? SAME : OTHER;
    }
    return ABSENT;
  }
}
