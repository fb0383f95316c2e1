package io.tributary.orchestrator.rehearsal;

import io.tributary.common.event.PausePrediction;
import io.tributary.common.event.RehearsedStream;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * Predicts from a rehearsal's measurements for how long applications will be refused. Streams go
 * side by side, and all of them wait for the slowest one twice: until it is verified, and until it
 * is opened. Each of the two is an order and its answer through the topics. Pure; milliseconds.
 *
 * @param roundTripMillis from an order to its answer, beyond the work
 * @param earlierMillis how long it was the last time; empty where there was none
 */
public record PauseForecast(long roundTripMillis, OptionalLong earlierMillis) {
  private static final int ROUND_TRIPS = 2;

  /** The pause of all these streams together; empty where something of one was not measured. */
  public Optional<PausePrediction> of(List<RehearsedStream> streams) {
    if (streams.isEmpty() || !streams.stream().allMatch(PauseForecast::measured)) {
      return Optional.empty();
    }
    long trips = ROUND_TRIPS * roundTripMillis;
    long opening = most(streams, stream -> steps(stream).openMillis());
    long usual = trips + most(streams, PauseForecast::usuallyVerified) + opening;
    long worst = trips + most(streams, PauseForecast::verifiedAtWorst) + opening;
    return Optional.of(
        new PausePrediction(usual, Math.max(Math.max(usual, worst), earlierMillis.orElse(0))));
  }

  private static boolean measured(RehearsedStream stream) {
    return stream.steps() != null
        && stream.comparison() != null
        && stream.lagP50Millis().isPresent();
  }

  /** The mark of the fence is as long under way as changes are. */
  private static long usuallyVerified(RehearsedStream stream) {
    return steps(stream).fenceMillis()
        + stream.lagP50Millis().orElseThrow()
        + comparison(stream).digestMillis();
  }

  /** As much may have changed since the last comparison as changed before it. */
  private static long verifiedAtWorst(RehearsedStream stream) {
    return steps(stream).fenceMillis()
        + Math.max(stream.lagP50Millis().orElseThrow(), stream.lagWorstMillis().orElse(0))
        + comparison(stream).digestMillis()
        + comparison(stream).narrowMillis();
  }

  private static RehearsedSteps steps(RehearsedStream stream) {
    return Optional.ofNullable(stream.steps()).orElseThrow();
  }

  private static RehearsedComparison comparison(RehearsedStream stream) {
    return Optional.ofNullable(stream.comparison()).orElseThrow();
  }

  private static long most(List<RehearsedStream> streams, ToLongFunction<RehearsedStream> part) {
    return streams.stream().mapToLong(part).max().orElse(0);
  }
}
