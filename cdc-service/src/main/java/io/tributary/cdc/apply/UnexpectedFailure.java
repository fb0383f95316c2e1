package io.tributary.cdc.apply;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Map;

/** What to say of a failure that no part of apply has a name for. */
final class UnexpectedFailure {
  private UnexpectedFailure() {}

  static ErrorReport of(StreamId stream, RuntimeException failure) {
    return ErrorReport.of(
        ApplyError.UNEXPECTED,
        "Applying "
            + stream
            + " failed: "
            + failure
            + ". Nothing was skipped; see the log, and start the source again.",
        Map.of("source", stream.source()));
  }
}
