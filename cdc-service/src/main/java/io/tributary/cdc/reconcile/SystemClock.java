package io.tributary.cdc.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The clock of the service; tests inject their own. */
final class SystemClock {
  private SystemClock() {}

  @Produces
  @ApplicationScoped
  static Clock utc() {
    return Clock.systemUTC();
  }
}
