package io.tributary.cdc.apply.assemble;

import io.tributary.cdc.definition.DefinitionNotice;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.model.TableName;
import java.util.Optional;

/**
 * One event with its place on the topic.
 *
 * @param offset the offset of the topic's record that holds it
 * @param passed up to which offset everything is read once this event is: the offset before, where
 *     more events follow in the same record
 * @param bytes size of the event, with its key
 * @param change what it says
 */
public record StreamRecord(long offset, long passed, int bytes, ChangeRecord change) {

  /** An event that is the last of its record. */
  public StreamRecord(long offset, int bytes, ChangeRecord change) {
    this(offset, offset, bytes, change);
  }

  /** Another event at the same place. */
  StreamRecord saying(ChangeRecord other) {
    return new StreamRecord(offset, passed, bytes, other);
  }

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

  /** Whether the connector of a file sends it of itself, though nobody may have changed it. */
  public boolean reread() {
    return change instanceof ChangeRecord.RowChange row && row.reread()
        || change instanceof ChangeRecord.Truncate truncate && truncate.reread();
  }

  /**
   * Whether this is the first half of a key change: the second half, which follows, may need values
   * of the row that this half deletes, so the two must never be parted.
   */
  public boolean firstHalf() {
    return change instanceof ChangeRecord.RowChange row && row.newKey() != null;
  }
}
