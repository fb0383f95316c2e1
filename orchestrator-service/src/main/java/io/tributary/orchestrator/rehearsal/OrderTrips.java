package io.tributary.orchestrator.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders that had nothing left to do, sent through the topics and answered, one after the other.
 * Immutable.
 *
 * @param millis how long each of them took
 * @param since when the one that is under way was ordered; null while none is
 */
public record OrderTrips(List<Long> millis, @Nullable Instant since) {
  /** None was ordered yet. */
  public static final OrderTrips NONE = new OrderTrips(List.of(), null);

  /** So that one that met something else does not decide. */
  private static final int ENOUGH = 3;

  public OrderTrips {
    millis = List.copyOf(millis);
  }

  /** The same with one more under way. */
  public OrderTrips ordered(Instant now) {
    return new OrderTrips(millis, now);
  }

  /** The same when the one that is under way, if one is, was answered. */
  public OrderTrips answered(Instant now) {
    return since == null
        ? this
        : new OrderTrips(
            Stream.concat(millis.stream(), Stream.of(Duration.between(since, now).toMillis()))
                .toList(),
            null);
  }

  /** Whether no more are needed. */
  public boolean enough() {
    return millis.size() >= ENOUGH;
  }

  /** The one in the middle. */
  public long usualMillis() {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElse(0L);
  }
}
