package io.tributary.cdc.apply;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.StreamProgress;
import java.util.List;
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
 */
public record ApplyStatus(
    boolean running,
    boolean snapshotRowsIn,
    boolean snapshotComplete,
    StreamProgress progress,
    @Nullable String fenceTokenPassed,
    @Nullable ErrorReport error,
    @Nullable ErrorReport silence,
    List<ErrorReport> warnings) {

  /** A stream that was never started. */
  public static ApplyStatus none() {
    return new ApplyStatus(false, false, false, StreamProgress.none(), null, null, null, List.of());
  }
}
