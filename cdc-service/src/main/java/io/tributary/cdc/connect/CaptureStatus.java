package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source's capture.
 *
 * @param connector state of connector and task as Connect reports it, such as RUNNING or FAILED;
 *     UNKNOWN before the first look
 * @param error what is wrong, null when nothing is
 * @param snapshotRowsExpected the planner's estimate of the captured tables' rows when capture was
 *     prepared, -1 when unknown
 * @param warnings what somebody should look at, and what stops nothing
 */
public record CaptureStatus(
    String connector,
    @Nullable ErrorReport error,
    long snapshotRowsExpected,
    List<ErrorReport> warnings) {

  /** A capture without warnings. */
  public CaptureStatus(String connector, @Nullable ErrorReport error, long snapshotRowsExpected) {
    this(connector, error, snapshotRowsExpected, List.of());
  }

  /** What one look at a connector found; the estimate is not its business. */
  CaptureStatus(String connector, @Nullable ErrorReport error) {
    this(connector, error, -1);
  }

  /** The same with the estimate. */
  CaptureStatus expecting(long rows) {
    return new CaptureStatus(connector, error, rows, warnings);
  }

  /** The same with warnings. */
  CaptureStatus warning(List<ErrorReport> found) {
    return new CaptureStatus(connector, error, snapshotRowsExpected, found);
  }

  /** Nothing looked at yet. */
  public static CaptureStatus unknown() {
    return new CaptureStatus("UNKNOWN", null);
  }
}
