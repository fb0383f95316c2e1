package io.tributary.cdc.copy;

/** Counts the rows that a reader passes on to the target, and may stop the copy. */
public interface FlowControl {
  /**
   * What was written to the target since the last call.
   *
   * @throws CopyStopped to break off
   */
  void passed(long rows, long bytes);

  /**
   * A row, before it is written.
   *
   * @throws io.tributary.common.error.TributaryException {@link CopyError#ROW_TOO_LARGE}
   */
  void row(long size);
}
