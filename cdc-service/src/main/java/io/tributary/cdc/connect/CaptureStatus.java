package io.tributary.cdc.connect;

import io.tributary.common.error.ErrorReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a source's capture.
 *
 * @param connector state of connector and task as Connect reports it, such as RUNNING or FAILED;
 *     UNKNOWN before the first look
 * @param error what is wrong, null when nothing is
 * @param snapshotRowsExpected the planner's estimate of the captured tables' rows when capture was
 *     prepared, empty when unknown
 * @param warnings what somebody should look at, and what stops nothing
 * @param newTables tables that should move and are not captured, as verdicts would name them
 */
public record CaptureStatus(
    String connector,
    @Nullable ErrorReport error,
    OptionalLong snapshotRowsExpected,
    List<ErrorReport> warnings,
    List<String> newTables) {

  /** What one look at a connector found; it knows of no estimate, and of no warnings. */
  public static CaptureStatus of(String connector, @Nullable ErrorReport error) {
    return new CaptureStatus(connector, error, OptionalLong.empty(), List.of(), List.of());
  }

  /** Nothing looked at yet. */
  public static CaptureStatus unknown() {
    return of("UNKNOWN", null);
  }

  /** The same with the estimate. */
  public CaptureStatus expecting(OptionalLong rows) {
    return new CaptureStatus(connector, error, rows, warnings, newTables);
  }

  /** The same with one more warning, if there is one. */
  public CaptureStatus besides(Optional<ErrorReport> more) {
    return warnedOf(more.stream().toList());
  }

  /** The same with more warnings. */
  CaptureStatus warnedOf(List<ErrorReport> more) {
    return warning(Stream.concat(warnings.stream(), more.stream()).toList());
  }

  /** The same with warnings. */
  CaptureStatus warning(List<ErrorReport> found) {
    return new CaptureStatus(connector, error, snapshotRowsExpected, found, newTables);
  }

  /** The same with tables that are not captured. */
  CaptureStatus without(List<String> tables) {
    return new CaptureStatus(connector, error, snapshotRowsExpected, warnings, tables);
  }
}
