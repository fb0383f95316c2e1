package io.tributary.cdc.apply;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.Map;

/** The warning of a message that only looks like one of ours; what it says is not repeated. */
final class ForgedMessage {
  private ForgedMessage() {}

  /**
   * The warning.
   *
   * @param count how many there were since the stream was started
   */
  static ErrorReport report(StreamId stream, ChangeRecord.Message message, long count) {
    return ErrorReport.of(
        ApplyError.MESSAGE_FORGED,
        "Somebody writes messages into the log of source %s that look like Tributary's own: %d so far, the last in transaction %d, at position %d. They are passed over and change nothing. Whoever may log in there can do it; see docs/security for how to take that right away."
            .formatted(stream.source(), count, message.xid(), message.lsn()),
        Map.of(
            "migration", stream.migration(),
            "source", stream.source(),
            "count", String.valueOf(count)));
  }
}
