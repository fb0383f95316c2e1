package io.tributary.orchestrator.observed;

import io.tributary.common.observed.ObservedState;
import io.tributary.common.observed.ValidationObserved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The clocks of the services that report to this one. Immutable. */
public record ReportClocks(ServiceClock cdc, ServiceClock validator) {
  /** No service has reported anything. */
  static final ReportClocks UNHEARD = new ReportClocks(ServiceClock.UNHEARD, ServiceClock.UNHEARD);

  /** The same with one report more, which has just arrived. */
  ReportClocks heard(ObservedState report, Instant now) {
    return report instanceof ValidationObserved
        ? new ReportClocks(cdc, validator.heard(report.at(), now))
        : new ReportClocks(cdc.heard(report.at(), now), validator);
  }

  /** How the clocks agree with this process' own, of each service that has reported enough. */
  public List<ClockAgreement> agreements(long limitMillis) {
    return Stream.of(
            agreement("cdc-service", cdc, limitMillis),
            agreement("validator-service", validator, limitMillis))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ClockAgreement> agreement(
      String service, ServiceClock clock, long limitMillis) {
    return clock.aheadMillis().stream()
        .mapToObj(ahead -> new ClockAgreement(service, ahead, limitMillis))
        .findFirst();
  }
}
