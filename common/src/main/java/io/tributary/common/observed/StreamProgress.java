package io.tributary.common.observed;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tributary.common.quarantine.QuarantineContent;
import java.util.OptionalLong;

/**
 * What one stream has moved so far. In JSON the parts are members of one object.
 *
 * @param position the source's position up to which everything is applied (LSN as a number), 0
 *     before streaming
 * @param offset the topic offset up to which everything is applied, -1 before the first
 * @param snapshot the rows that the source had at the start
 * @param applied what was applied since
 * @param lag how long changes take, and the oldest one has been waiting
 * @param backlog what of the source's own log is not applied
 * @param aside what is kept aside from the target
 */
public record StreamProgress(
    long position,
    long offset,
    @JsonUnwrapped SnapshotProgress snapshot,
    @JsonUnwrapped AppliedTotals applied,
    @JsonUnwrapped StreamLag lag,
    @JsonUnwrapped SourceBacklog backlog,
    @JsonUnwrapped QuarantineContent aside) {

  /** The same with what the source says of the end of its log. */
  public StreamProgress behind(OptionalLong millis, SourceBacklog found) {
    return new StreamProgress(
        position, offset, snapshot, applied, lag.standing(millis), found, aside);
  }

  /** The same with an estimate of the snapshot's rows. */
  public StreamProgress expecting(OptionalLong rows) {
    return new StreamProgress(
        position, offset, snapshot.expecting(rows), applied, lag, backlog, aside);
  }

  /** The same with how long it takes until the snapshot's rows are in. */
  public StreamProgress remaining(OptionalLong seconds) {
    return new StreamProgress(
        position, offset, snapshot.remaining(seconds), applied, lag, backlog, aside);
  }

  /** Nothing moved yet. */
  public static StreamProgress none() {
    return new StreamProgress(
        0,
        -1,
        SnapshotProgress.none(),
        AppliedTotals.NOTHING,
        StreamLag.none(),
        SourceBacklog.unknown(),
        QuarantineContent.NOTHING);
  }
}
