package io.tributary.common.change;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;

/**
 * Tells transactions that apply itself has written: where a stream's two directions run, what one
 * has applied is in the log that the other one reads. Each such transaction moves the checkpoint of
 * its stream, which applications cannot, and touches it before its rows where these are many.
 *
 * @param writer the stream of the other direction
 */
public record AppliedMark(StreamId writer) {
  /** Where apply keeps how far it has come. */
  public static final TableName CHECKPOINT = new TableName("tributary", "checkpoint");

  /** In the log that a stream reads. */
  public static AppliedMark inLogOf(StreamId reader) {
    return new AppliedMark(reader.opposite());
  }

  /** Whether the row says of its transaction that apply has written it. */
  public boolean in(RowChange row) {
    if (!ofCheckpoint(row) || row.op() != Op.UPDATE) {
      return false;
    }
    RowImage checkpoint = row.row();
    return writer.migration().equals(checkpoint.value("migration"))
        && writer.source().equals(checkpoint.value("source"));
  }

  /** Whether it says what the checkpoint's table looks like, which is no application's. */
  public static boolean describes(ChangeRecord change) {
    return change instanceof ChangeRecord.Shape shape && shape.table().equals(CHECKPOINT);
  }

  /** Whether it is about a checkpoint, whosever: none of these rows is an application's. */
  public static boolean ofCheckpoint(RowChange row) {
    return row.table().equals(CHECKPOINT);
  }
}
