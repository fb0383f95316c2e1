package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.connect.SourceLag;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.StreamProgress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What was last seen of the running parts of a source.
 *
 * @param apply its stream into the target
 * @param capture its connector
 * @param lag how far what is applied lies behind the source itself, empty when the source was not
 *     asked of late
 */
record SourceSight(ApplyStatus apply, CaptureStatus capture, Optional<SourceLag> lag) {

  /**
   * What was moved, with what connector and source say of it. A source that was not asked of late
   * may have what apply knows nothing of, and no lag is unknown then.
   */
  StreamProgress progress() {
    StreamProgress progress = apply.progress();
    OptionalLong applyMillis = progress.lag().millis();
    return progress
        .expecting(capture.snapshotRowsExpected())
        .behind(
            lag.map(found -> found.with(applyMillis)).orElseGet(() -> missing(applyMillis)),
            lag.map(SourceLag::backlog).orElseGet(SourceBacklog::unknown));
  }

  private static OptionalLong missing(OptionalLong applyMillis) {
    return applyMillis.orElse(0) > 0 ? applyMillis : OptionalLong.empty();
  }

  /** What somebody should look at. */
  List<ErrorReport> warnings() {
    return Stream.concat(apply.warnings().stream(), capture.warnings().stream()).toList();
  }
}
