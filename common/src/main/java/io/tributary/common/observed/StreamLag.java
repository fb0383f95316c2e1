package io.tributary.common.observed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalLong;

/**
 * How far a stream's target is behind its source in time.
 *
 * @param millis how long the oldest change that is not applied has been at the source, by what the
 *     source itself says of the end of its log; 0 when caught up, empty when unknown
 * @param p50Millis median lag from commit at the source to commit at the target, counted from the
 *     moment when the stream had caught up with its snapshot
 * @param p99Millis 99th percentile of the same
 */
public record StreamLag(
    @JsonProperty("lagMillis") OptionalLong millis,
    @JsonProperty("lagP50Millis") long p50Millis,
    @JsonProperty("lagP99Millis") long p99Millis) {

  /** Nothing is there to be applied. */
  static StreamLag none() {
    return new StreamLag(OptionalLong.of(0), 0, 0);
  }

  /** Whether a change has passed lately: none is applied in the moment of its commit. */
  public boolean measured() {
    return p99Millis > 0;
  }

  /** The same with another age of the oldest change. */
  StreamLag standing(OptionalLong oldest) {
    return new StreamLag(oldest, p50Millis, p99Millis);
  }
}
