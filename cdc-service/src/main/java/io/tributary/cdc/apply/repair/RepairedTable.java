package io.tributary.cdc.apply.repair;

import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.model.TableName;
import java.util.List;

/**
 * A table of which rows are repaired.
 *
 * @param oid of the table at the source
 * @param name at the source
 * @param partitioned whether the source's rows are in partitions
 * @param key the columns that name rows in the verdict
 * @param keyTypes their types at the source, without modifiers, ready for SQL
 * @param target the table at the target
 */
record RepairedTable(
    long oid,
    TableName name,
    boolean partitioned,
    List<String> key,
    List<String> keyTypes,
    TargetTable target) {

  /** The columns that are written: all but those that the target computes. */
  List<String> columns() {
    return target.columns().stream()
        .filter(column -> !column.generated())
        .map(column -> column.name())
        .toList();
  }
}
