package io.tributary.cdc.apply;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Map;

/** The report of a failure that has no code of its own. */
final class UnexpectedFailure {
  private UnexpectedFailure() {}

  static ErrorReport of(StreamId stream, RuntimeException failure) {
    return ErrorReport.of(
        ApplyError.UNEXPECTED,
        "Applying "
            + stream
            + " failed: "
            + failure
            + ". Nothing was skipped; see the log, and type `./tributary resume NAME`.",
        Map.of("source", stream.source()));
  }
}
