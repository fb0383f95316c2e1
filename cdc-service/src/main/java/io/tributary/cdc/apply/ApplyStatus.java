package io.tributary.cdc.apply;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.TableRestartObserved;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one stream at a moment.
 *
 * @param running whether it is started and has not stopped at an error; true also while it waits to
 *     try again
 * @param snapshotRowsIn whether the last snapshot row is in the target; what {@code start} was told
 *     to do after it may still be running
 * @param snapshotComplete whether the last snapshot row and what {@code start} was told to do after
 *     it are in the target
 * @param progress what was moved so far
 * @param fenceTokenPassed the last fence token whose transaction is applied, empty once that fence
 *     is lifted; null before the first
 * @param error why it stopped, what it is waiting for, or what the source changed behind its fence;
 *     null when all is well
 * @param silence that nothing comes on the topic although heartbeats should; null when something
 *     does
 * @param warnings what somebody should look at, and what stops nothing
 * @param tableRestarts how far tables are that were ordered to begin anew, as far as it knows
 */
public record ApplyStatus(
    boolean running,
    boolean snapshotRowsIn,
    boolean snapshotComplete,
    StreamProgress progress,
    @Nullable String fenceTokenPassed,
    @Nullable ErrorReport error,
    @Nullable ErrorReport silence,
    List<ErrorReport> warnings,
    List<TableRestartObserved> tableRestarts) {

  /** A stream of which no table was ordered to begin anew. */
  public ApplyStatus(
      boolean running,
      boolean snapshotRowsIn,
      boolean snapshotComplete,
      StreamProgress progress,
      @Nullable String fenceTokenPassed,
      @Nullable ErrorReport error,
      @Nullable ErrorReport silence,
      List<ErrorReport> warnings) {
    this(
        running,
        snapshotRowsIn,
        snapshotComplete,
        progress,
        fenceTokenPassed,
        error,
        silence,
        warnings,
        List.of());
  }

  /** The same with more that is known of tables of which it has not heard. */
  public ApplyStatus besides(List<TableRestartObserved> more) {
    return more.isEmpty()
        ? this
        : new ApplyStatus(
            running,
            snapshotRowsIn,
            snapshotComplete,
            progress,
            fenceTokenPassed,
            error,
            silence,
            warnings,
            Stream.concat(tableRestarts.stream(), more.stream()).toList());
  }

  /** A stream that was never started. */
  public static ApplyStatus none() {
    return new ApplyStatus(false, false, false, StreamProgress.none(), null, null, null, List.of());
  }
}
