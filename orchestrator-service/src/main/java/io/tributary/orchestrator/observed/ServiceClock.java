package io.tributary.orchestrator.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The clock of one service as the times in its reports show it, against the clock of this process.
 * A report that arrives before it was made shows a clock that is ahead. One that seems old comes
 * from a clock that is behind, or was long on its way: so the quickest of several counts.
 * Immutable.
 *
 * @param arrivals of the latest reports, oldest first
 */
public record ServiceClock(List<Arrival> arrivals) {
  private static final Duration KEPT = Duration.ofSeconds(20);
  private static final int ENOUGH = 3;

  /** A service that has reported nothing. */
  static final ServiceClock UNHEARD = new ServiceClock(List.of());

  public ServiceClock {
    arrivals = List.copyOf(arrivals);
  }

  /**
   * One report.
   *
   * @param at when it arrived, by the clock of this process
   * @param delayMillis how old it seemed by then; negative where its service's clock is ahead
   */
  record Arrival(Instant at, long delayMillis) {}

  /** The same with one report more. */
  ServiceClock heard(Instant made, Instant arrived) {
    List<Arrival> kept = new ArrayList<>(arrivals);
    kept.add(new Arrival(arrived, Duration.between(made, arrived).toMillis()));
    while (kept.size() > ENOUGH && kept.get(0).at().isBefore(arrived.minus(KEPT))) {
      kept.remove(0);
    }
    return new ServiceClock(kept);
  }

  /**
   * By how many milliseconds the service's clock is ahead of this one, at least; or, as a negative
   * number, behind it, at most. Empty while too few reports have come to tell.
   */
  OptionalLong aheadMillis() {
    OptionalLong quickest = arrivals.stream().mapToLong(Arrival::delayMillis).min();
    boolean told = arrivals.size() >= ENOUGH || quickest.orElse(0) < 0;
    return told ? OptionalLong.of(-quickest.getAsLong()) : OptionalLong.empty();
  }
}
