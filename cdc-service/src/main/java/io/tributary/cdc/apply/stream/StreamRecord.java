package io.tributary.cdc.apply.stream;

import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.model.TableName;
import java.util.Optional;

/**
 * One record with its place on the topic.
 *
 * @param offset its offset
 * @param bytes size of its key and value
 * @param change what it says
 */
public record StreamRecord(long offset, int bytes, ChangeRecord change) {

  /** Whether it says what a table looks like, and changes no row. */
  public boolean describesTable() {
    return change instanceof ChangeRecord.Shape || DefinitionNotice.isNotice(change);
  }

  /** The table of which it changes rows; empty when it changes none. */
  public Optional<TableName> changedTable() {
    if (change instanceof ChangeRecord.RowChange row) {
      return Optional.of(row.table());
    }
    return change instanceof ChangeRecord.Truncate truncate
        ? Optional.of(truncate.table())
        : Optional.empty();
  }

  /**
   * Whether this is the first half of a key change: the second half, which follows, may need values
   * of the row that this half deletes, so the two must never be parted.
   */
  public boolean firstHalf() {
    return change instanceof ChangeRecord.RowChange row && row.newKey() != null;
  }
}
